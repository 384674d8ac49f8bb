"""Reports: the builder, its preview and the file, made of what the figures' desk has explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QTimer

from viewer.commands import Functions
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path
from viewer.features.evaluating import EvaluatingFeature
from viewer.features.feature import BackgroundWorker, Feature, Features
from viewer.features.figure_places import ask_report_path, show_in_folder, suggested_file
from viewer.features.figure_sources import choices_of, must_be_a_file, read_class
from viewer.features.figures import FiguresFeature
from viewer.features.notes import NotesFeature
from viewer.features.triage import TriageFeature
from viewer.house import House
from viewer.reporting.plan import ReportPlan
from viewer.ui.looks.language import spoken_language
from viewer.work.figures import FigureOrder
from viewer.work.reports import ReportPreview, Reports

if TYPE_CHECKING:
    from viewer.reporting.observations import SaidOfPicture
    from viewer.ui.dialogs.figure_pictures import Source
    from viewer.ui.dialogs.report_builder import ReportBuilder

SETTLE_MS = 250  # the preview waits until the choices rest
PREVIEW, SENTENCES, FILE = "report_preview", "report_sentences", "report"


class ReportsFeature(Feature):
    """Asks the user what and where; the desk has it explained, and the worker writes it."""

    needs = (TriageFeature, FiguresFeature, NotesFeature, EvaluatingFeature)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.reports = Reports()
        self.builder: ReportBuilder | None = None
        self._desk = self.of(FiguresFeature).desk
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)

    @property
    def commands(self) -> Functions:
        """Build a report."""
        return {"export_report": self.open_builder}

    @property
    def workers(self) -> tuple[BackgroundWorker, ...]:
        """What writes reports."""
        return (self.reports,)

    def introduce(self) -> None:
        """What reports lack is explained, then they are written beside the window."""
        reports, session = self.reports, self._session
        self.wire(self._settle, "timeout", self._draw)
        self.wire(reports, "previewed", self._show_pages)
        self.wire(reports, "observed", self._show_observations)
        self.wire(reports, "drawn", self._show_drawn)
        self.wire(reports, "stopped", self._show_stopped)
        self.wire(reports, "saved", self._show_saved)
        self.wire(reports, "failed", self._show_error)
        self.wire(self._desk.explanations, "progressed", self._show_explained)
        self.wire(session, "explained", self._follow)
        self.wire(self.of(NotesFeature).notes, "changed", self._follow_notes)
        selection = self._window.browser.list.selectionModel()
        self.wire(selection, "selectionChanged", self._follow)

    def take_over(self, before: Self) -> None:
        """Know nothing more: the builder closed with the window before, and its plan is kept."""

    def put_away(self) -> None:
        """Close the builder, and remember its plan."""
        self.close_builder()
        self._settle.stop()

    def open_builder(self) -> None:
        """Show the report builder beside the window; it follows the browser's selection."""
        from viewer.ui.dialogs.report_builder import ReportBuilder

        must_be_a_file(self._session)
        if self.builder is None:
            plan, suffix = self.house.store.report_plan(spoken_language())
            self.builder = builder = ReportBuilder(
                plan, suffix, self._window, lambda text: read_class(self._session, text)
            )
            builder.changed.connect(self._settle.start)
            builder.sentences_wished.connect(self._observe)
            builder.save_wished.connect(self.save)
            builder.cancel_wished.connect(self.cancel)
            builder.shown_wished.connect(show_in_folder)
            builder.closed.connect(self.close_builder)
        if self.builder.form.evaluation.path is None:
            self.builder.form.evaluation.set_path(self.of(EvaluatingFeature).last)
        self.builder.show()
        self.builder.raise_()
        self.builder.set_pictures(self._choices())

    def close_builder(self) -> None:
        """Remember the plan, and let nothing more be made for the preview."""
        builder, self.builder = self.builder, None
        if builder is not None:
            self.house.store.set_report_plan(builder.form.plan, builder.suffix)
            self.cancel()
            self._desk.drop(PREVIEW)
            builder.deleteLater()

    def cancel(self) -> None:
        """Give up the file, if it is not being written to the disk yet."""
        self._desk.drop(FILE)
        self._desk.drop(SENTENCES)
        self.reports.stop()
        self._show_stopped()

    def save(self) -> None:
        """Ask where, then have all of it explained and write it."""
        builder, image = self.builder, self._session.image
        if builder is None or image is None:
            return
        file = suggested_file(self.house.store.figure_folder(), image, builder.images, "report")
        path = ask_report_path(builder, self.tr("Save report"), file, builder.suffix)
        if path is not None:
            self.house.store.set_figure_folder(path.parent)
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the report as chosen to a file."""
        builder = self.builder
        if builder is None:
            return
        plan, like = builder.plan, builder.form.like

        def act(order: FigureOrder) -> None:
            self.reports.save(order, self._whole(plan, order), path, like)

        self._gather(FILE, builder.images, act)

    def _draw(self) -> None:
        """Paint the preview anew."""
        from viewer.ui.dialogs.report_builder import MOST_PREVIEWED

        builder = self.builder
        if builder is None:
            return
        plan, slides = builder.plan, builder.suffix == ".pptx"

        def act(order: FigureOrder) -> None:
            self.reports.preview(order, self._whole(plan, order), slides=slides)

        self._gather(PREVIEW, builder.images[:MOST_PREVIEWED], act)

    def _observe(self) -> None:
        """Measure what is said of all pictures."""
        builder = self.builder
        if builder is not None:
            plan = builder.plan
            self._gather(SENTENCES, builder.images, lambda order: self.reports.observe(order, plan))

    def _gather(
        self, name: str, images: tuple[Path, ...], act: Callable[[FigureOrder], None]
    ) -> None:
        from viewer.figure.style import FigureStyle

        try:
            targets = self.builder.targets if self.builder is not None else ()
        except UserError as error:
            self._show_error(error)
            return
        style = FigureStyle(kind="table")
        self._desk.gather(style, images, targets, act, name=name, fail=self._show_error)

    def _whole(self, plan: ReportPlan, order: FigureOrder) -> ReportPlan:
        """Return a plan with what the window knows besides."""
        return replace(plan, heat=order.style.heat, notes=self.of(NotesFeature).texts)

    def _follow(self) -> None:
        """The browser's selection or what the window shows has changed."""
        if self.builder is not None:
            self.builder.set_pictures(self._choices())

    def _follow_notes(self) -> None:
        """What the user has written stands in the pages at once."""
        if self.builder is not None:
            self._settle.start()

    def _choices(self) -> dict[Source, tuple[Path, ...]]:
        marked = self.of(TriageFeature).triage.marks.paths
        return choices_of(self._session, self._window.browser.selected_pictures(), marked)

    def _show_pages(self, preview: ReportPreview) -> None:
        if self.builder is not None:
            self.builder.set_pages(preview.pages, preview.count)

    def _show_observations(self, told: tuple[SaidOfPicture, ...]) -> None:
        if self.builder is not None:
            self.builder.set_observations(told)

    def _show_explained(self, done: int, total: int) -> None:
        if self.builder is not None and self._desk.waiting & {FILE, SENTENCES, PREVIEW}:
            self.builder.set_progress(done, total)

    def _show_drawn(self, done: int, total: int) -> None:
        if self.builder is not None:
            self.builder.set_progress(done, total, drawing=True)

    def _show_stopped(self) -> None:
        if self.builder is not None:
            self.builder.set_progress(0, 0)

    def _show_saved(self, path: Path) -> None:
        if self.builder is not None:
            self.builder.show_saved(path)
        else:
            told = self.tr("Saved as “{name}”.").format(name=shown_path(path.name))
            self._window.toast.tell_of(path, told)

    def _show_error(self, error: UserError) -> None:
        if self.builder is not None:
            self.builder.show_error(error)
        else:
            self._window.notices.show_error(error)
