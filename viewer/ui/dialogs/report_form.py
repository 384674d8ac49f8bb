"""The fields of a report: template, format, language, title, classes and sections."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.reporting.choices import OF_TEMPLATE, SECTIONS, STYLED, Section
from viewer.reporting.plan import ReportPlan
from viewer.ui.dialogs.chosen_path import ChosenPath, ask_file, ask_folder
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.plain_text import PlainLabel

TEMPLATE_NAMES = {
    "lab": QT_TRANSLATE_NOOP("ReportForm", "Lab report"),
    "supplement": QT_TRANSLATE_NOOP("ReportForm", "Supplement of a paper"),
    "page": QT_TRANSLATE_NOOP("ReportForm", "One page"),
    "slides": QT_TRANSLATE_NOOP("ReportForm", "Slides"),
}
FORMAT_NAMES = {
    ".docx": QT_TRANSLATE_NOOP("ReportForm", "Word (.docx)"),
    ".html": QT_TRANSLATE_NOOP("ReportForm", "Web page (.html)"),
    ".md": QT_TRANSLATE_NOOP("ReportForm", "Markdown (.md)"),
    ".tex": QT_TRANSLATE_NOOP("ReportForm", "LaTeX (.tex)"),
    ".pptx": QT_TRANSLATE_NOOP("ReportForm", "PowerPoint (.pptx)"),
}
SECTION_NAMES: dict[Section, str] = {
    "preparation": QT_TRANSLATE_NOOP("ReportForm", "Preparation: software, model, layer"),
    "tree": QT_TRANSLATE_NOOP("ReportForm", "The printed model in full"),
    "methods": QT_TRANSLATE_NOOP("ReportForm", "Methods"),
    "results": QT_TRANSLATE_NOOP("ReportForm", "Figures"),
    "observations": QT_TRANSLATE_NOOP("ReportForm", "Observations"),
    "notes": QT_TRANSLATE_NOOP("ReportForm", "Your notes"),
    "summary": QT_TRANSLATE_NOOP("ReportForm", "Summary table"),
    "trust": QT_TRANSLATE_NOOP("ReportForm", "Trust and evaluation"),
    "references": QT_TRANSLATE_NOOP("ReportForm", "References"),
    "recipes": QT_TRANSLATE_NOOP("ReportForm", "Recipes of the figures"),
    "scripts": QT_TRANSLATE_NOOP("ReportForm", "Python scripts"),
}
LANGUAGE_NAMES = {"en": "English", "zh_CN": "简体中文"}


class ReportForm(QWidget):
    """Shows a plan and tells that it was changed; there is nothing to apply."""

    changed = Signal()

    def __init__(self, plan: ReportPlan, suffix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.template = self._box(TEMPLATE_NAMES, plan.template)
        self.format = self._box(FORMAT_NAMES, suffix)
        self.lang = self._box(LANGUAGE_NAMES, plan.lang)
        self.title = QLineEdit(plan.title, self, clearButtonEnabled=True)
        self.title.setPlaceholderText(self.tr("empty: the usual one"))
        self.classes = QLineEdit(self, clearButtonEnabled=True)
        self.classes.setPlaceholderText(self.tr("dog, cat – empty: as in the window"))
        self.sections: dict[Section, QCheckBox] = {
            key: self._tick(key, on=plan.has(key)) for key in SECTIONS
        }
        self.likes = self._likes()  # whose styles are taken
        self.truth = self._truth()
        self.evaluation = self._evaluation()
        self._place()
        self.template.activated.connect(self._follow_template)
        for box in (self.template, self.format, self.lang):
            box.currentIndexChanged.connect(self._tell)
        self.title.textEdited.connect(self.changed)
        self.classes.editingFinished.connect(self.changed)
        for chosen in (self.likes, self.truth, self.evaluation):
            chosen.changed.connect(self.changed)
        self._tell()

    @property
    def plan(self) -> ReportPlan:
        """What is chosen."""
        return ReportPlan(
            template=self.template.currentData(),
            lang=self.lang.currentData(),
            title=self.title.text().strip(),
            sections=tuple(key for key, box in self.sections.items() if box.isChecked()),
            truth=self.truth.path,
            evaluation=self.evaluation.path,
        )

    @property
    def like(self) -> Path | None:
        """A file whose styles are taken; None: our own are."""
        return self.likes.path

    @property
    def suffix(self) -> str:
        """The format, as the ending of a file's name."""
        return str(self.format.currentData())

    def put_above(self, label: str, *fields: QWidget) -> None:
        """Put fields above all others, below one another; the first one has a label."""
        for number, field in enumerate(fields):
            self._form.insertRow(number, label if number == 0 else "", field)
        fields[0].setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _place(self) -> None:
        self._form = form = QFormLayout(self)
        form.setContentsMargins(0, GAP_PX, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("Template"), self.template)
        form.addRow(self.tr("Format"), self.format)
        form.addRow(self.tr("Language"), self.lang)
        form.addRow(self.tr("Styles from"), self.likes)
        form.addRow(self.tr("Classes"), self.classes)
        form.addRow(self.tr("Title"), self.title)
        form.addRow(self.tr("Marked areas"), self.truth)
        form.addRow(self.tr("Evaluation"), self.evaluation)
        form.addRow(PlainLabel(self.tr("Sections"), self))
        for box in self.sections.values():
            form.addRow(box)

    def _likes(self) -> ChosenPath:
        title, hint = self.tr("Styles from"), self.tr("A Word file or a presentation of yours.")

        def ask(parent: QWidget, start: Path) -> Path | None:
            kind = f"{_said(FORMAT_NAMES[self.suffix])} (*{self.suffix})"
            return ask_file(parent, title, start, kind)

        return ChosenPath(title, hint, {title: ask}, self)

    def _truth(self) -> ChosenPath:
        title = self.tr("Marked areas")
        hint = self.tr("Boxes or masks: a file, or a folder with one beside each picture.")
        ways = {
            self.tr("A file…"): lambda parent, start: ask_file(parent, title, start),
            self.tr("A folder…"): lambda parent, start: ask_folder(parent, title, start),
        }
        return ChosenPath(title, hint, ways, self)

    def _evaluation(self) -> ChosenPath:
        title = self.tr("Evaluation")
        hint = self.tr("A folder that an evaluation of methods has written.")
        ways = {title: lambda parent, start: ask_folder(parent, title, start)}
        return ChosenPath(title, hint, ways, self)

    def _follow_template(self) -> None:
        """Tick what the template has, and write slides as slides."""
        template = self.template.currentData()
        for key, box in self.sections.items():
            with QSignalBlocker(box):
                box.setChecked(key in OF_TEMPLATE[template])
        if template == "slides":
            self.format.setCurrentIndex(self.format.findData(".pptx"))
        elif self.suffix == ".pptx":
            self.format.setCurrentIndex(self.format.findData(".docx"))

    def _tell(self) -> None:
        """Offer styles of a file where the format has any, and only such a file's."""
        self._form.setRowVisible(self.likes, self.suffix in STYLED)
        if self.like is not None and self.like.suffix.lower() != self.suffix:
            self.likes.set_path(None)
        self.changed.emit()

    def _box(self, names: dict[str, str], present: str) -> QComboBox:
        box = QComboBox(self)
        for value, name in names.items():
            box.addItem(_said(name), value)
        box.setCurrentIndex(max(0, box.findData(present)))
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return box

    def _tick(self, key: Section, *, on: bool) -> QCheckBox:
        box = QCheckBox(_said(SECTION_NAMES[key]), self)
        box.setChecked(on)
        box.toggled.connect(self.changed)
        return box


def _said(text: str) -> str:
    return QCoreApplication.translate("ReportForm", text)
