"""A slide show: the next picture by itself, when the present one has been seen long enough."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import QTimer

from viewer.commands import Functions
from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.core.tables.commands import Command
from viewer.features.feature import Feature, Features
from viewer.house import House

TOLD_MS = 4_000


class SlideshowFeature(Feature):
    """Steps through the listed pictures and begins again; none goes before its maps are there."""

    rows = (
        Command("slideshow", QT_TRANSLATE_NOOP("Command", "Slide show"), ("Shift+F5",), "go", 4,
                "play", "folder", toggle=True,
                help=QT_TRANSLATE_NOOP("Command", "Go on to the next picture by itself.")),
        Command("slideshow_pause", QT_TRANSLATE_NOOP("Command", "Pause the slide show"),
                ("Space",), "go", 4, "pause", scope="panes", toggle=True),
    )  # fmt: skip

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.running = False
        self._due = False  # the time is over, and the maps are not there
        self._timer = QTimer(self, singleShot=True)

    @property
    def commands(self) -> Functions:
        """Begin or end the show, or stay at a picture for a while."""
        return {"slideshow": self._toggle, "slideshow_pause": self._pause}

    def introduce(self) -> None:
        """Count from each picture on, and wait for its maps."""
        session = self._session
        self.wire(self._timer, "timeout", self._note_time)
        self.wire(session, "image_changed", self._count)
        self.wire(session, "explained", self._go_on)
        self.wire(session, "failed", self._go_on)
        self.wire(self.house.loader, "picture_failed", self._go_on)

    def show_state(self) -> None:
        """Offer a pause only while there is a show."""
        self._show()

    def take_over(self, before: Self) -> None:
        """Go on with the show of the window before."""
        if before.running:
            self._toggle()

    def put_away(self) -> None:
        """Count no more."""
        self._timer.stop()

    def stop(self) -> bool:
        """End the show; return whether there was one."""
        was = self.running
        if was:
            self._toggle()
        return was

    def _toggle(self) -> None:
        self.running = not self.running
        self._show()
        self._count()
        if self.running:
            told = self.tr("Slide show: Space pauses, Esc ends it.")
            self._window.status.showMessage(told, TOLD_MS)

    def _show(self) -> None:
        commands = self._window.commands
        commands.set_shown("slideshow", self.running)
        commands.set_shown("slideshow_pause", False)
        commands.action("slideshow_pause").setEnabled(self.running)

    def _pause(self) -> None:
        """Stay at the present picture, or go on; say so, as one key does it."""
        self._count()
        paused = self._window.commands.action("slideshow_pause").isChecked()
        on, off = self.tr("Slide show: Space goes on."), self.tr("The slide show goes on.")
        self._window.status.showMessage(on if paused else off, TOLD_MS)

    def _count(self) -> None:
        """Let the present picture be seen as long as any, unless the show is paused or over."""
        self._timer.stop()
        self._due = False
        paused = self._window.commands.action("slideshow_pause").isChecked()
        if self.running and not paused:
            self._timer.start(1000 * int(self._session.options["slideshow_s"]))

    def _note_time(self) -> None:
        self._due = True
        if self._session.explanation is not None or self._session.model is None:
            self._go_on()

    def _go_on(self) -> None:
        """Show the next picture if its time has come; behind the last one, the first."""
        if not self._due:
            return
        self._due = False
        place, count = self._window.browser.place()
        if place < count:
            self._window.browser.step(1)
        elif count > 1:
            self._window.browser.first()
        else:
            self._count()
