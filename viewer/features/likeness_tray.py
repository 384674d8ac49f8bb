"""The other picture of a likeness: it stands in a tray, and has panes with maps of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from viewer.commands import Functions
from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import answering_folder, image_ref
from viewer.core.foreign_text import shown_path
from viewer.core.maps.heat_style import STYLE_OPTIONS, style_of
from viewer.features.feature import Feature, Features
from viewer.features.figures import FiguresFeature
from viewer.features.likeness import LikenessFeature
from viewer.house import House
from viewer.tasks.likeness_asking import (
    EMBEDDING,
    asked_likeness,
    compared_with,
    likeness_name,
)
from viewer.work.errands import Errands
from viewer.work.levels_errand import reading_levels

if TYPE_CHECKING:
    from viewer.ui.panels.likeness import LikenessPanel
    from viewer.work.figures import FigureOrder

KEY = "likeness_tray"
JOB = "likeness"  # among what figures ask for
MOST_PICTURES = 50  # in the tray


class LikenessTrayFeature(Feature):
    """Asks for the maps on the other picture as figures do, after the panes have theirs."""

    needs = (FiguresFeature, LikenessFeature)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.pictures: tuple[Path, ...] = ()
        self._others: tuple[Path, ...] = ()
        self._levels: Sequence[QImage] = ()
        self._told: ExplainedPicture | None = None
        self._errands = Errands(self)
        edge = Qt.DockWidgetArea.BottomDockWidgetArea
        house.window.docks.add(KEY, self.tr("Likeness"), self._make_panel, edge)

    @property
    def panel(self) -> LikenessPanel:
        """The panel, which is made when it is first asked for."""
        return cast("LikenessPanel", self._window.docks.panel(KEY))

    @property
    def commands(self) -> Functions:
        """Show and hide the tray."""
        return {KEY: lambda: self._window.docks.toggle(KEY)}

    def introduce(self) -> None:
        """Follow what is compared; the other picture is explained once the present one is."""
        session = self._session
        self.wire(session, "target_changed", self._follow)
        self.wire(session, "explained", self._ask)
        self.wire(session, "image_changed", self._forget_maps)
        self.wire(session, "model_changed", self._offer_prompts)
        self.wire(session, "option_changed", self._show_option)
        self.wire(self._window.docks, "shown_changed", self._watch)
        self.wire(self._errands, "failed", self._fail)

    def show_state(self) -> None:
        """Show what is compared in a new window, too."""
        self._follow(self._session.target)

    def take_over(self, before: Self) -> None:
        """Keep the pictures in the tray."""
        self.pictures = before.pictures

    def put_away(self) -> None:
        """Let nothing more be read."""
        self._errands.shut_down()

    def add(self, paths: Sequence[Path]) -> None:
        """Put pictures into the tray, and compare with the first of them."""
        files = [path.absolute() for path in paths]
        self.pictures = tuple(dict.fromkeys((*self.pictures, *files)))[-MOST_PICTURES:]
        if files:
            self.of(LikenessFeature).compare(files[0])
        self._show_tray()

    def _make_panel(self) -> LikenessPanel:
        from viewer.ui.panels.likeness import LikenessPanel

        panel = LikenessPanel(self._window)
        self.wire(panel, "pictures_added", self.add)
        self.wire(panel, "add_wished", self._choose_files)
        self.wire(panel, "picture_chosen", self.of(LikenessFeature).compare)
        self.wire(panel, "removed", self._remove)
        self.wire(panel, "prompt_given", self._compare_with_text)
        panel.offer_prompts(offered=self.reads_texts, text=self._prompt())
        return panel

    def _choose_files(self) -> None:
        image = self._session.image
        start = str(answering_folder(image.path.parent)) if image is not None else ""
        title = self.tr("Pictures to compare with")
        chosen, _ = QFileDialog.getOpenFileNames(self._window, title, start)
        self.add([Path(one) for one in chosen])

    @property
    def reads_texts(self) -> bool:
        """Whether the open model compares pictures with texts, too."""
        model = self._session.model
        return model is not None and model.answer.part == EMBEDDING

    def _prompt(self) -> str:
        """Return the text that is compared with; empty: none is."""
        name = self._session.target.name
        found = compared_with(name) or ((name,) if name and self.reads_texts else ())
        return found[0] if found and isinstance(found[0], str) else ""

    def _offer_prompts(self, *_what: object) -> None:
        """Offer texts where the model reads them; the tray opens for the first of them."""
        docks = self._window.docks
        if self.reads_texts and not docks.is_shown(KEY):
            docks.toggle(KEY)
        if docks.is_made(KEY):
            self.panel.offer_prompts(offered=self.reads_texts, text=self._prompt())

    def _compare_with_text(self, text: str) -> None:
        text = text.strip()
        target = Target(kind="name", name=likeness_name(text)) if text else Target()
        self._session.set_target(target.asked_like(self._session.target))

    def _remove(self, path: Path) -> None:
        self.pictures = tuple(one for one in self.pictures if one != path)
        if path in self._others:
            self._session.set_target(Target())
        self._show_tray()

    def _follow(self, target: Target) -> None:
        """Show what is compared; the tray opens when a comparison begins."""
        before, self._others = self._others, asked_likeness(target.name)
        if self._window.docks.is_made(KEY):
            self.panel.offer_prompts(offered=self.reads_texts, text=self._prompt())
        if self._others == before:
            return
        self.pictures = tuple(dict.fromkeys((*self.pictures, *self._others)))[-MOST_PICTURES:]
        if self._others[:1] != before[:1]:
            self._levels = ()
        self._forget_maps()
        if self._others and not before and not self._window.docks.is_shown(KEY):
            self._window.docks.toggle(KEY)
        self._show_tray()

    def _forget_maps(self, *_what: object) -> None:
        self._told = None
        self.of(FiguresFeature).desk.drop(JOB)
        self._show()

    def _watch(self, key: str, shown: bool) -> None:
        if key == KEY and shown:
            self._show_tray()
            if self._session.explanation is not None:
                self._ask(self._session.explanation)

    def _ask(self, _explanation: ExplainedPicture) -> None:
        """Explain the other picture, compared with the present one."""
        image, target = self._session.image, self._session.target
        if image is None or not self._others or not self._window.docks.is_shown(KEY):
            return
        from viewer.figure.style import FigureStyle

        if not self._levels:
            self._errands.start(reading_levels(image_ref(self._others[0])), self._take_levels)
        name = likeness_name(image.path, *self._others[1:])
        back = Target(kind="name", name=name, direction=target.direction)
        desk = self.of(FiguresFeature).desk
        desk.gather(
            FigureStyle(kind="table"), self._others[:1], (back,), self._take,
            name=JOB, fail=self._fail,
        )  # fmt: skip

    def _take(self, order: FigureOrder) -> None:
        self._told = order.explanations[0] if order.explanations else None
        self._show()

    def _take_levels(self, levels: Sequence[QImage]) -> None:
        self._levels = levels
        self.panel.set_icon(self._others[0], levels)
        self._show()

    def _fail(self, error: UserError) -> None:
        if self._window.docks.is_made(KEY):
            self.panel.show_maps(None, "", error.headline)

    def _show_tray(self) -> None:
        if self._window.docks.is_made(KEY):
            self.panel.set_tray(self.pictures, *(self._others or (None,)))
            self._show()

    def _show(self) -> None:
        """Show the other picture once its pixels and all of its maps are there."""
        if not self._window.docks.is_made(KEY):
            return
        from viewer.ui.panes.pinned_row import Pinned

        told, panel = self._told, self.panel
        if not self._others:
            panel.show_maps(None, "", self.tr("Drop a picture here, to see why it is like yours."))
        elif told is None or not told.maps or not self._levels:
            panel.show_maps(None, "", self.tr("The other picture is being explained…"))
        else:
            name = shown_path(self._others[0].name)
            heading = self.tr("{name}: likeness {score}").format(
                name=name, score=f"{told.maps[0].score:.3f}"
            )
            specs = tuple(self._session.pane_list.specs)
            pinned = Pinned(name=name, levels=self._levels, maps=tuple(told.maps), specs=specs)
            panel.show_maps(pinned, heading)
            panel.set_style(style_of(self._session.options))

    def _show_option(self, key: str, _value: object) -> None:
        if key in STYLE_OPTIONS and self._window.docks.is_made(KEY):
            self.panel.set_style(style_of(self._session.options))
