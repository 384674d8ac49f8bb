"""Notes: the panel beside the panes, which picture or folder it is on, and who hears of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Self, cast

from PySide6.QtCore import Qt

from viewer.commands import Functions
from viewer.core.notes import NotePlace
from viewer.features.feature import Feature, Features
from viewer.features.folders import FoldersFeature
from viewer.features.triage import TriageFeature
from viewer.house import House
from viewer.session.notes import Notes

if TYPE_CHECKING:
    from viewer.ui.panels.notes import NotesPanel

KEY = "notes"


class NotesFeature(Feature):
    """Owns the notes and their panel; the browser shows a sign where there is one."""

    needs = (FoldersFeature, TriageFeature)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.notes = Notes.of_user()
        self._present: NotePlace | None = None
        self._wanted: NotePlace | None = None  # chosen among those found, and not yet open
        edge = Qt.DockWidgetArea.RightDockWidgetArea
        house.window.docks.add(KEY, self.tr("Notes"), self._make_panel, edge)

    @property
    def panel(self) -> NotesPanel:
        """The panel, which is made when it is first asked for."""
        return cast("NotesPanel", self._window.docks.panel(KEY))

    @property
    def commands(self) -> Functions:
        """Show and hide the panel."""
        return {KEY: lambda: self._window.docks.toggle(KEY)}

    @property
    def texts(self) -> Mapping[NotePlace, str]:
        """All notes, with what is being written."""
        self._keep()
        return self.notes.texts

    def introduce(self) -> None:
        """Follow the picture, and keep what is written."""
        notes, session = self.notes, self._session
        self.wire(session, "image_changed", self._follow_picture)
        self.wire(session, "listing_changed", self._offer)
        self.wire(session, "explained", self._offer)
        self.wire(notes, "changed", self._show_changed)
        self.wire(notes, "failed", self._window.notices.show_loss)

    def show_state(self) -> None:
        """Tell if some notes may be missing."""
        self._show_changed()
        if self.notes.problem is not None:
            self._window.notices.show_loss(self.notes.problem)

    def take_over(self, before: Self) -> None:
        """Know the same notes."""
        self.notes.take_over(before.notes)

    def put_away(self) -> None:
        """Keep what is being written."""
        self._keep()

    def _make_panel(self) -> NotesPanel:
        from viewer.ui.panels.notes import NotesPanel

        panel = NotesPanel(self._window)
        self.wire(panel, "place_chosen", self._show)
        self.wire(panel, "written", self.notes.write)
        self.wire(panel, "searched", self._search)
        self.wire(panel, "found_chosen", self._go_to)
        panel.set_places(self._places(), self._present, self._text)
        panel.set_found(self._found(""))
        return panel

    @property
    def _is_made(self) -> bool:
        return self._window.docks.is_made(KEY)

    @property
    def _text(self) -> str:
        """The note that is shown."""
        return "" if self._present is None else self.notes.texts.get(self._present, "")

    def _keep(self) -> None:
        if self._is_made:
            self.panel.keep()

    def _places(self) -> list[NotePlace]:
        """Return what may be noted on now: the picture, the classes explained in it, the folder."""
        session, found = self._session, list[NotePlace]()
        if session.image is not None:
            found.append(NotePlace(path=session.image.path))
            maps = session.explanation.maps if session.explanation is not None else ()
            titles = dict.fromkeys(heat.resolved.title for heat in maps)
            found += [NotePlace(path=session.image.path, target=title) for title in titles]
        if session.listing is not None:
            found.append(NotePlace(path=session.listing.path))
        return found

    def _follow_picture(self, _image: object) -> None:
        """Another picture: its own note, or that on the same class in it."""
        image = self._session.image
        self._present = None if image is None else NotePlace(path=image.path)
        self._offer()

    def _offer(self, _told: object = None) -> None:
        places = self._places()
        if self._wanted in places:
            self._present, self._wanted = self._wanted, None
        if self._present not in places:
            self._present = places[0] if places else None
        self._show(self._present)

    def _show(self, place: NotePlace | None) -> None:
        self._present = place
        if self._is_made:
            self.panel.set_places(self._places(), place, self._text)

    def _show_changed(self) -> None:
        """Notes were written, undone, or came with a session."""
        self.of(TriageFeature).set_noted(self.notes.noted)
        if self._is_made:
            if self._present is not None:
                self.panel.set_text(self._text)
            self._search(self.panel.search.text())

    def _search(self, words: str) -> None:
        self.panel.set_found(self._found(words))

    def _found(self, words: str) -> list[tuple[NotePlace, str]]:
        return [(place, self.notes.texts[place]) for place in self.notes.find(words)]

    def _go_to(self, place: NotePlace) -> None:
        """Open what a note is on, and show it."""
        self._wanted = place
        self.of(FoldersFeature).opener.open([place.path])
