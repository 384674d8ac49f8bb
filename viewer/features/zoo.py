"""The zoo in the window: list what is published, download what is asked for, then open it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtWidgets import QFileDialog

from viewer import paths
from viewer.commands import Functions
from viewer.core.asks.references import ModelRef
from viewer.core.models.model_formats import model_patterns
from viewer.core.models.zoo_entries import (
    Download,
    Downloaded,
    DownloadFailed,
    DownloadProgress,
    ListZoo,
    Zoo,
    ZooEntry,
)
from viewer.features.engine import log_lines
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.work.download import Downloader

if TYPE_CHECKING:
    from viewer.ui.dialogs.zoo_dialog import ZooDialog


class ZooFeature(Feature):
    """Owns the dialog while it is open; nothing is downloaded without a click in it."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.downloader = Downloader(paths.download_command())
        self.dialog: ZooDialog | None = None

    @property
    def commands(self) -> Functions:
        """Open the list."""
        return {"open_zoo": self.show}

    def introduce(self) -> None:
        """Show what the engine lists, and how far a download is."""
        downloader = self.downloader
        self.hear(Zoo, self._show_list)
        self.wire(downloader, "progressed", self._show_progress)
        self.wire(downloader, "finished", self._open_downloaded)
        self.wire(downloader, "failed", self._show_failed)
        self.wire(downloader, "stopped", self._show_stopped)
        self.wire(downloader, "log_written", log_lines)

    def take_over(self, before: Self) -> None:
        """Know nothing more: the dialog closed with the window before, and its download ended."""

    def put_away(self) -> None:
        """End a download that runs."""
        self.downloader.shut_down()

    def show(self) -> None:
        """Open the dialog, or bring the open one to the front, and ask for the list."""
        from viewer.ui.dialogs.zoo_dialog import ZooDialog

        if self.dialog is None:
            self.dialog = ZooDialog(self._window)
            self.dialog.open_wished.connect(self._open)
            self.dialog.download_wished.connect(self._download)
            self.dialog.stop_wished.connect(self.downloader.stop)
            self.dialog.file_wished.connect(self._open_file)
            self.dialog.finished.connect(self._forget)
            self.house.engine.ask(ListZoo())
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _show_list(self, zoo: Zoo) -> None:
        """Show what is published, as the engine has told it."""
        if self.dialog is not None:
            self.dialog.set_entries(zoo.entries)

    def _show_progress(self, progress: DownloadProgress) -> None:
        """Tell how far the download is."""
        if self.dialog is not None:
            self.dialog.set_progress(progress)

    def _show_stopped(self, order: Download) -> None:
        """Tell that the download was stopped."""
        if self.dialog is not None:
            self.dialog.set_stopped(order.spec)

    def _show_failed(self, failure: DownloadFailed) -> None:
        """Tell why the download did not end well."""
        if self.dialog is not None:
            self.dialog.set_failed(failure)

    def _open_downloaded(self, done: Downloaded) -> None:
        """Open what has just arrived, unless the user has gone away since."""
        if self.dialog is not None:
            self.dialog.set_downloaded(done.spec)
            self._session.open_model(ModelRef.parse(done.spec))
            self.dialog.close()

    def _open(self, entry: ZooEntry) -> None:
        self._session.open_model(ModelRef.parse(entry.spec))
        if self.dialog is not None:
            self.dialog.close()

    def _download(self, entry: ZooEntry) -> None:
        self.downloader.start(entry.download)

    def _open_file(self, entry: ZooEntry) -> None:
        """Open a file of the user's as this model, which needs no network at all."""
        kinds = self.tr("Models") + f" ({model_patterns()});;" + self.tr("All files") + " (*)"
        title = self.tr("Weights of {name}").format(name=entry.name)
        chosen, _ = QFileDialog.getOpenFileName(self.dialog, title, str(Path.home()), kinds)
        if chosen:
            prefix = "timm:" if entry.family == "timm" else ""
            self._session.open_model(ModelRef.parse(chosen, arch=f"{prefix}{entry.name}"))
            if self.dialog is not None:
                self.dialog.close()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
