"""Folders: chosen, listed, shown in the browser with thumbnails, and followed on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from PySide6.QtWidgets import QFileDialog

from viewer.commands import Functions
from viewer.core.files.disk_questions import answering_folder, ask, image_ref
from viewer.core.files.folder import FolderListing, list_folder
from viewer.core.foreign_text import shown_path
from viewer.core.judging.truth import folder_names
from viewer.core.pictures.picture_file import IMAGE_SUFFIXES
from viewer.features.feature import BackgroundWorker, Feature, Features
from viewer.features.looks import choices
from viewer.features.models import ModelsFeature
from viewer.features.opening import Opener
from viewer.house import House
from viewer.ui.looks.plain_text import title_text
from viewer.work.errands import Errands
from viewer.work.folders import FolderReader
from viewer.work.thumbnails import Thumbnails
from viewer.work.watcher import Watcher

LEVELS_BELOW = 3  # looked through for pictures, where a folder has none itself
CHOICES = {"folders": ("folders", ("tree", "list", "flat"))}


class FoldersFeature(Feature):
    """Owns what reads and watches folders, and shows the session's listing."""

    needs = (ModelsFeature,)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.opener = Opener(house.session, house.loader)
        self.thumbnails, self.reader, self.watcher = Thumbnails(), FolderReader(), Watcher()
        self._errands = Errands(self)

    @property
    def commands(self) -> Functions:
        """Open a folder or pictures, and step through them."""
        browser = self._window.browser
        return {
            **choices(self, CHOICES),
            "open_folder": self._open_folder,
            "open_images": self._open_images,
            "open_samples": self._open_samples,
            "open_sample_model": self._open_sample_model,
            "previous_image": lambda: browser.step(-1),
            "next_image": lambda: browser.step(1),
            "first_image": browser.first,
            "last_image": browser.last,
            "find_picture": browser.find_picture,
            "go_up": self._go_up,
            "reload": self._reload,
        }

    @property
    def workers(self) -> tuple[BackgroundWorker, ...]:
        """The readers of thumbnails and of folders in folders."""
        return (self.thumbnails, self.reader)

    def introduce(self) -> None:
        """Connect browser, opener, disk and session."""
        self._introduce_listings()
        self._introduce_browser()
        self._introduce_disk()

    def show_state(self) -> None:
        """Fill the menu of recent folders, and show the tree that was shown last."""
        self._show_option("folders", self._session.options["folders"])
        self._window.set_recents(self.house.store.recents())
        tree = self.house.store.last_tree()
        if tree is not None and ask(tree.is_dir, otherwise=False, place=tree):
            self._window.browser.tree.set_root(tree)

    def receive(self, chosen: Sequence[Path]) -> None:
        """Come forward, and open what a later start of the program was given."""
        self._window.come_forward()
        if chosen:
            self._window.homecoming.come()
            self.opener.open(chosen)

    def take_over(self, before: Self) -> None:
        """Show the same folder and picture."""
        self.opener.take_over(before.opener)

    def put_away(self) -> None:
        """Remember the tree, and watch the disk no more."""
        browser = self._window.browser
        if browser.tree.root is not None:
            self.house.store.set_last_tree(browser.tree.root)
        self._errands.shut_down()
        browser.blockSignals(True)  # what is still on its way has no window to go to
        self.watcher.shut_down()

    def _introduce_listings(self) -> None:
        session, loader, opener = self._session, self.house.loader, self.opener
        self.wire(session, "listing_changed", self._show_listing, self._remember, self._look_below)
        self.wire(session, "option_changed", self._show_option, opener.heed_option)
        self.wire(loader, "folder_begun", opener.show_first)
        self.wire(loader, "folder_listed", opener.accept_listing)
        self.wire(loader, "folder_failed", opener.refuse_folder)
        self.wire(opener, "failed", self._window.notices.show_error)
        self.wire(opener, "first_names_read", self._show_listing)
        self.wire(opener, "model_chosen", self.of(ModelsFeature).open_file)
        self.wire(opener, "turned", self._window.notices.clear_error)
        self.wire(self._window, "recent_chosen", opener.turn_to)

    def _introduce_browser(self) -> None:
        session, browser = self._session, self._window.browser
        self.wire(browser, "image_chosen", session.set_image)
        self.wire(browser, "folder_chosen", self.opener.turn_to)
        self.wire(browser, "all_wished", self._show_all)
        self.wire(browser.tree, "folders_wanted", self.reader.read)
        self.wire(self.reader, "folders_read", browser.tree.put)
        self.wire(browser, "thumbnails_wanted", self.thumbnails.want)
        self.wire(self.thumbnails, "thumbnail_loaded", browser.set_thumbnail)
        self.wire(self.thumbnails, "thumbnail_failed", browser.set_failed)
        self.wire(browser, "sight_changed", self._watch)

    def _introduce_disk(self) -> None:
        watcher = self.watcher
        self.wire(self._session, "listing_changed", watcher.watch_folder)
        self.wire(watcher, "folder_changed", self.opener.follow)
        self.wire(watcher, "file_changed", self._window.browser.forget, self._reread)

    def _show_listing(self, listing: FolderListing) -> None:
        """Fill the browser and leave the welcome page."""
        self._window.browser.set_listing(listing)
        self._window.commands.set_available("folder", available=True)
        self._window.show_panes()
        self._window.setWindowTitle(title_text(shown_path(listing.path.name or listing.path)))

    def _remember(self, listing: FolderListing) -> None:
        """Put the folder among the recent ones, and select it in the tree."""
        self._window.set_recents(self.house.store.add_recent(listing.path))
        self._window.browser.tree.show_folder(listing.path)

    def _look_below(self, listing: FolderListing) -> None:
        """Where a folder holds folders alone, count beside the window what pictures they hold."""
        self._errands.stop()
        self._window.browser.offer_all(0, 0)
        if listing.folders and not listing.pictures and not listing.deep:
            self._errands.start(
                lambda cancelled: list_folder(
                    listing.path, deep=True, levels=LEVELS_BELOW, cancelled=cancelled
                ),
                self._offer_all,
            )

    def _offer_all(self, below: FolderListing) -> None:
        browser = self._window.browser
        browser.offer_all(len(below.pictures), len(folder_names(below.pictures)))
        if below.pictures:
            vacancy = self._window.pane_row.vacancy
            vacancy.offer("folders_flat", browser.list.words, browser.all.text())

    def _show_all(self) -> None:
        self._session.set_option("folders", "flat")

    def _show_option(self, key: str, value: object) -> None:
        if key == "folders":
            self._window.commands.set_choice(key, str(value))
            self._window.browser.set_folders(str(value))

    def _watch(self, seen: list[Path]) -> None:
        image = self._session.image
        self.watcher.watch_files([*seen, image.path] if image is not None else seen)

    def _reread(self, path: Path) -> None:
        image = self._session.image
        if image is None or image.path != path:
            return
        if replace(image_ref(path, image.page), levels=image.levels) != image.plain:
            self._session.set_image(path, image.page)

    def _start(self) -> str:
        """Return the folder in which a dialog begins."""
        listing = self._session.listing
        return str(answering_folder(listing.path) if listing else Path.home())

    def _open_folder(self) -> None:
        start = self._start()
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("Open folder"), start)
        if chosen:
            self.opener.open([Path(chosen)])

    def _open_images(self) -> None:
        start = self._start()
        patterns = " ".join(f"*{suffix}" for suffix in sorted(IMAGE_SUFFIXES))
        kinds = self.tr("Pictures") + f" ({patterns});;" + self.tr("All files") + " (*)"
        chosen, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Open images"), start, kinds)
        if chosen:
            self.opener.open([Path(name) for name in chosen])

    def _open_samples(self) -> None:
        from viewer.core.stores.samples import gather_samples

        self.opener.open([gather_samples()])

    def _open_sample_model(self) -> None:
        """Show the model of two classes on a picture that holds both."""
        from viewer.core.stores.samples import BOTH, MODEL, gather_samples

        folder = gather_samples()
        self.opener.open([folder / BOTH])
        self.of(ModelsFeature).open_file(folder / MODEL)

    def _go_up(self) -> None:
        listing = self._session.listing
        if listing is not None and listing.parent is not None:
            self.opener.turn_to(listing.parent)

    def _reload(self) -> None:
        self.opener.reload()
        self._session.reload()
