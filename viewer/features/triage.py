"""The folder judged in idle time: marks, labels from a table, and the list of pictures."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Self

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from viewer.commands import Functions
from viewer.core.files.disk_questions import answering_folder
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown_path, spreadsheet_cell
from viewer.core.judging.tally import UNREAD, Choice
from viewer.core.judging.truth import read_table
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.session.marks import Marks
from viewer.session.triage import Triage
from viewer.ui.browser.triage_details import describe
from viewer.work.errands import Errands


class TriageFeature(Feature):
    """Marks, labels and the list of pictures."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.triage = self._triage = Triage(Marks.of_user(), self)
        self._errands = Errands(self)
        self._noted: frozenset[Path] = frozenset()

    @property
    def commands(self) -> Functions:
        """Mark pictures, export their list, say what is right."""
        return {
            "mark": self._mark,
            "export_list": self._export_list,
            "open_labels": self._open_labels,
            "folder_labels": lambda: self._triage.set_table({}),
        }

    def introduce(self) -> None:
        """Judge the folder in idle time, and show what is known of it."""
        triage, browser, notices = self.triage, self._window.browser, self._window.notices
        self.wire(self._session, "listing_changed", triage.set_listing)
        self.wire(self._session, "model_changed", triage.set_model)
        self.hear_each(triage)
        self.wire(browser, "sight_changed", triage.set_sight)
        self.wire(browser.triage, "running_wished", triage.set_running)
        self.wire(browser.triage, "choice_wished", triage.choose, self._go_to_the_top)
        self.wire(triage, "judge_wished", self.house.engine.ask)
        self.wire(triage, "progress_changed", browser.triage.set_progress)
        self.wire(triage, "tally_changed", self._show_tally)
        self.wire(triage, "order_changed", browser.set_order)
        self.wire(triage.marks, "failed", notices.show_loss)
        self.wire(self._errands, "failed", notices.show_error)

    def show_state(self) -> None:
        """Tell if some marks may be missing."""
        if self.triage.marks.problem is not None:
            self._window.notices.show_loss(self.triage.marks.problem)

    def take_over(self, before: Self) -> None:
        """Know the same marks, labels and verdicts."""
        self.triage.take_over(before.triage)

    def put_away(self) -> None:
        """Wait for no table that is being read; marks are kept as they are set."""
        self._errands.shut_down()

    def set_noted(self, noted: frozenset[Path]) -> None:
        """Show a sign at the pictures that have a note."""
        if noted != self._noted:
            self._noted = noted
            self._show_tally()

    def _show_tally(self) -> None:
        """Bring the browser's rows and its bar up to date."""
        triage, model, listing = self._triage, self._session.model, self._session.listing
        names = model.class_names if model is not None else ()
        labelled = listing is not None and listing.deep
        browser = self._window.browser
        marks, noted = triage.marks.paths, self._noted
        details = describe(triage.tally, names, marks, noted=noted, labelled=labelled)
        browser.set_details(details)
        browser.triage.set_tally(triage.tally, names)
        browser.triage.set_marked(triage.marked)
        browser.triage.set_choice(triage.choice)
        self._say_what_is_listed()

    def _go_to_the_top(self, _choice: Choice) -> None:
        """Show what comes first now: that is what another order was chosen for."""
        self._window.browser.first()

    def _mark(self) -> None:
        """Mark what is selected, else the present picture."""
        chosen = self._window.browser.selected_pictures()
        if not chosen and self._session.image is not None:
            chosen = (self._session.image.path,)
        self._triage.marks.toggle(chosen)

    def _export_list(self) -> None:
        """Write the marked pictures, or all that are shown if none is marked, to a file."""
        from viewer.ui.dialogs.save_file import ask_where

        folder = self._session.listing.path if self._session.listing else Path.home()
        path = ask_where(
            self._window,
            QCoreApplication.translate("Triage", "Export the list"),
            folder / "pictures.csv",
            QCoreApplication.translate("Triage", "Tables (*.csv);;One path a line (*.txt)"),
        )
        if path is not None:
            self.write_list(path)

    def write_list(self, path: Path) -> None:
        """Write the list; the suffix says whether as a table or as paths alone.

        Raises:
            UserError: the file cannot be written.
        """
        tally, chosen = self._triage.tally, self._listed()
        if path.suffix.lower() == ".txt":
            text = "".join(f"{tally.pictures[number]}\n" for number in chosen)
        else:
            text = self._as_table(chosen)
        write_whole(path, text.encode("utf-8", "surrogateescape"))
        told = QCoreApplication.translate("Triage", "Saved to “{name}”: {count} of {all} pictures.")
        numbers = {"count": f"{len(chosen):n}", "all": f"{len(tally.pictures):n}"}
        told = told.format(name=shown_path(path.name), **numbers)
        self._window.toast.tell_of(path, told)

    def _listed(self) -> list[int]:
        """Return the numbers of the pictures to be listed: the marked ones, else those shown."""
        triage, tally = self._triage, self._triage.tally
        if triage.marked:
            return [n for n, path in enumerate(tally.pictures) if path in triage.marks.paths]
        return [int(number) for number in tally.order(triage.choice)]

    def _say_what_is_listed(self) -> None:
        """Let the command tell which pictures it would list."""
        triage = self._triage
        if triage.marked:
            words = QCoreApplication.translate("Triage", "Export marked ({count})…")
        elif triage.choice.showing != "all":
            words = QCoreApplication.translate("Triage", "Export those shown…")
        else:
            words = QCoreApplication.translate("Triage", "Export the list…")
        action = self._window.commands.action("export_list")
        action.setText(words.format(count=f"{triage.marked:n}"))

    def _as_table(self, numbers: list[int]) -> str:
        tally, model = self._triage.tally, self._session.model
        names = model.class_names if model is not None else ()
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["path", "marked", "class", "confidence", "label", "right"])
        for number in numbers:
            picture, index = tally.pictures[number], int(tally.classes[number])
            judged, label = index >= 0, tally.truth.label(picture)
            writer.writerow(
                [
                    spreadsheet_cell(str(picture)),
                    int(picture in self._triage.marks.paths),
                    spreadsheet_cell(names[index]) if judged else _unjudged(index),
                    f"{tally.probabilities[number]:.4f}" if judged else "",
                    spreadsheet_cell(label) if tally.truth.members(picture) else "",
                    {1: "yes", -1: "no"}.get(int(tally.right[number]), ""),
                ]
            )
        return stream.getvalue()

    def _open_labels(self) -> None:
        folder = self._session.listing.path if self._session.listing else Path.home()
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            QCoreApplication.translate("Triage", "Open a table of labels"),
            str(answering_folder(folder)),
            QCoreApplication.translate("Triage", "Tables (*.csv *.tsv *.txt)"),
        )
        if path:
            self.read_labels(Path(path))

    def read_labels(self, path: Path) -> None:
        """Read a table of labels beside the window, and judge by it."""
        self._errands.start(lambda _cancelled: read_table(path), self._triage.set_table)


def _unjudged(index: int) -> str:
    return "unreadable" if index == UNREAD else ""
