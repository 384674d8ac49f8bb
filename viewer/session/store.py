"""Remember options, recent places and the window's layout; what a file says is validated."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QObject, QSettings, QTimer, Signal

from viewer.core.asks.requests import PaneSpec
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path
from viewer.core.maps.methods import MethodTable
from viewer.core.plain import from_plain, parse_json, to_plain
from viewer.core.tables.commands import Command
from viewer.core.tables.options import BY_OPTION, OPTIONS, OptionValue
from viewer.core.tables.own_keys import OwnKeys, as_text, from_text
from viewer.session.pane_list import OURS
from viewer.session.pane_text import dump_panes, load_panes

if TYPE_CHECKING:
    from viewer.figure.choices import Language
    from viewer.figure.style import FigureStyle
    from viewer.reporting.plan import ReportPlan

log = logging.getLogger(__name__)
RECENTS_LIMIT = 10
CHECK_MS = 500  # after a change: whether it has reached the disk


class Store(QObject):
    """The settings file; every option passes the table's check on the way in."""

    failed = Signal(object)  # UserError: what was set is not on the disk; told once

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._told = False
        self._timer = QTimer(self, singleShot=True, interval=CHECK_MS)
        self._timer.timeout.connect(self.check)

    def check_soon(self) -> None:
        """Something was set: see whether it is kept."""
        if not self._timer.isActive():
            self._timer.start()

    def check(self) -> None:
        """Write what was set, and tell if that does not work."""
        self._settings.sync()
        if self._told or self._settings.status() != QSettings.Status.AccessError:
            return
        self._told = True
        log.warning("the settings are not kept in %s", self._settings.fileName())
        self.failed.emit(
            UserError(
                "The settings cannot be kept; they hold until CamScope is closed.",
                hint="Check the free space of the disk, and whether "
                f"“{shown_path(self._settings.fileName())}” may be written to.",
            )
        )

    def options(self) -> dict[str, OptionValue]:
        """Return every option: the remembered value where it is allowed, else the default."""
        return {
            option.key: option.accept(self._settings.value(f"{option.group}/{option.key}"))
            for option in OPTIONS
        }

    def set_option(self, key: str, value: OptionValue) -> None:
        """Remember one option.

        Raises:
            KeyError: the table has no such option.
        """
        self._set(f"{BY_OPTION[key].group}/{key}", value)

    def panes(self, methods: MethodTable = OURS) -> tuple[PaneSpec, ...]:
        """Return the remembered panes whose methods are known, or the default ones."""
        return load_panes(self._settings.value("view/panes"), methods)

    def set_panes(self, specs: Sequence[PaneSpec]) -> None:
        """Remember the panes."""
        self._set("view/panes", dump_panes(specs))

    def recents(self) -> list[Path]:
        """Return the folders opened last, newest first."""
        value = self._settings.value("recent/folders")
        names = cast("list[object]", value) if isinstance(value, list) else [value]
        return [Path(name) for name in names if isinstance(name, str) and name][:RECENTS_LIMIT]

    def add_recent(self, folder: Path) -> list[Path]:
        """Put a folder first among the recent ones, and return them."""
        kept = [folder, *(other for other in self.recents() if other != folder)][:RECENTS_LIMIT]
        self._set("recent/folders", [str(path) for path in kept])
        return kept

    def last_image(self) -> Path | None:
        """Return the picture that was open last."""
        value = self._settings.value("recent/image")
        return Path(value) if isinstance(value, str) and value else None

    def set_last_image(self, path: Path | None) -> None:
        """Remember the picture that is open; None: no more which one it was."""
        self._set("recent/image", str(path or ""))

    def last_tree(self) -> Path | None:
        """Return the folder at the top of the tree of folders."""
        value = self._settings.value("recent/tree")
        return Path(value) if isinstance(value, str) and value else None

    def set_last_tree(self, path: Path) -> None:
        """Remember the folder at the top of the tree of folders."""
        self._set("recent/tree", str(path))

    def figure_style(self, language: Language = "en") -> FigureStyle:
        """Return the figure style used last; what cannot be read gives the usual one.

        Args:
            language: of the figure, as long as the user has chosen no other.
        """
        from viewer.figure.style import FigureStyle  # noqa: PLC0415 - no start needs it

        try:
            usual = {"lang": language, "kind": "window"}
            return from_plain(FigureStyle, usual | self._figure_data())
        except UserError:
            return FigureStyle(lang=language, kind="window")

    def set_figure_style(self, style: FigureStyle, language: Language = "en") -> None:
        """Remember the figure style used last; the language proposed is no choice."""
        data = to_plain(style)
        if style.lang == language and "lang" not in self._figure_data():
            del data["lang"]
        self._set("figure/style", json.dumps(data))

    def kept_panes(self, methods: MethodTable = OURS) -> dict[str, tuple[PaneSpec, ...]]:
        """Return the panes that the user has given names, by name; what cannot be read is left out.

        Args:
            methods: those that there are; a set with another one is left out.
        """
        kept = {name: load_panes(text, methods) for name, text in self._kept_texts().items()}
        return {name: specs for name, specs in kept.items() if specs}

    def keep_panes(self, name: str, specs: Sequence[PaneSpec]) -> None:
        """Remember panes under a name, in place of those before; none: forget the name."""
        texts = self._kept_texts()
        texts.pop(name, None)
        if specs:
            texts[name] = dump_panes(specs)
        self._set("panes/kept", json.dumps(texts))

    def _kept_texts(self) -> dict[str, str]:
        try:
            data: object = parse_json(str(self._settings.value("panes/kept")))
        except ValueError:
            return {}
        found = cast("dict[object, object]", data) if isinstance(data, dict) else {}
        return {
            name: text
            for name, text in found.items()
            if isinstance(name, str) and isinstance(text, str)
        }

    def own_keys(self, rows: Sequence[Command]) -> OwnKeys:
        """Return the keys that the user has given to commands; unknown commands are left out."""
        return from_text(self._settings.value("keys/own"), rows)

    def set_own_keys(self, own: OwnKeys) -> None:
        """Remember the keys that the user has given to commands."""
        self._set("keys/own", as_text(own))

    def last_version(self) -> str:
        """Return the version of CamScope that was used last; empty: there was none."""
        return str(self._settings.value("window/version") or "")

    def set_last_version(self, version: str) -> None:
        """Remember which version of CamScope was used last."""
        self._set("window/version", version)

    def figure_folder(self) -> Path | None:
        """Return the folder in which a figure was saved last; None: there was none."""
        told = self._settings.value("figure/folder")
        return Path(told) if isinstance(told, str) and told else None

    def set_figure_folder(self, folder: Path) -> None:
        """Remember the folder in which a figure was saved last."""
        self._set("figure/folder", str(folder))

    def report_plan(self, language: Language = "en") -> tuple[ReportPlan, str]:
        """Return the plan of the report made last, and its format; else the usual ones.

        Args:
            language: of the report, as long as the user has made none.
        """
        from viewer.reporting.plan import ReportPlan  # noqa: PLC0415 - no start needs it

        try:
            data: object = parse_json(str(self._settings.value("report/plan")))
            told = cast("dict[str, object]", data) if isinstance(data, dict) else {}
            keys = ("template", "lang", "sections")
            plan = from_plain(ReportPlan, {key: told[key] for key in keys if key in told})
        except (ValueError, UserError):
            return ReportPlan(lang=language), ".docx"
        suffix = told.get("suffix")
        return plan, suffix if isinstance(suffix, str) else ".docx"

    def set_report_plan(self, plan: ReportPlan, suffix: str) -> None:
        """Remember which report was made last; its title was of that one alone."""
        data = {"template": plan.template, "lang": plan.lang, "sections": plan.sections}
        self._set("report/plan", json.dumps(data | {"suffix": suffix}))

    def _figure_data(self) -> dict[str, object]:
        try:
            data: object = parse_json(str(self._settings.value("figure/style")))
        except ValueError:
            return {}
        return cast("dict[str, object]", data) if isinstance(data, dict) else {}

    def layouts(self) -> dict[str, QByteArray]:
        """Return the remembered layouts of window and splitters."""
        self._settings.beginGroup("window_layout")
        values = {name: self._settings.value(name) for name in self._settings.childKeys()}
        self._settings.endGroup()
        return {name: value for name, value in values.items() if isinstance(value, QByteArray)}

    def panels_open(self) -> bool:
        """Tell whether the window that was closed last had panels open, so far as is known."""
        return bool(self._settings.value("panels_open", bool(self.layouts()), type=bool))

    def set_panels_open(self, *, shown: bool) -> None:
        """Remember whether panels are open."""
        self._set("panels_open", shown)

    def sync(self) -> None:
        """Write what is remembered to the disk now."""
        self._settings.sync()

    def set_layouts(self, layouts: dict[str, QByteArray]) -> None:
        """Remember the layouts of window and splitters."""
        for name, state in layouts.items():
            self._set(f"window_layout/{name}", state)

    def _set(self, key: str, value: object) -> None:
        self._settings.setValue(key, value)
        self.check_soon()
