"""The options dialog, built from the table of settings: a page per group, a row per setting."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.core.tables.finding import holds
from viewer.core.tables.options import BY_OPTION, GROUPS, OPTIONS, Group, Option, OptionValue
from viewer.ui.looks.design import PAGE_PX, ROW_PX
from viewer.ui.looks.plain_text import PlainLabel, tip
from viewer.ui.looks.screen_room import highest_px

FIELD_PX = 240
Field = QCheckBox | QComboBox | QSpinBox


class OptionsDialog(QDialog):
    """Shows every option and wishes for changes at once; there is nothing to apply or to cancel."""

    option_chosen = Signal(str, object)  # key, value

    def __init__(
        self, values: Mapping[str, OptionValue], parent: QWidget | None = None, *, page: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Options"))
        self.resize(560, min(680, highest_px(self)))
        self.fields: dict[str, Field] = {}
        self._forms: dict[Group, QFormLayout] = {}
        self._helps: dict[str, QLabel] = {}  # the sentence below an option
        self.tabs = QTabWidget(self, documentMode=True)
        for group in GROUPS:
            self._add_group(group)
            if group == page:
                self.tabs.setCurrentIndex(self.tabs.count() - 1)
        self.field = QLineEdit(self, clearButtonEnabled=True)
        self.field.setPlaceholderText(self.tr("Find an option"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.textChanged.connect(self._filter)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.reset = buttons.addButton(
            self.tr("Defaults of this page"), QDialogButtonBox.ButtonRole.ResetRole
        )
        self.reset.setAutoDefault(False)
        self.reset.clicked.connect(self._reset_page)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.tabs, 1)
        column.addWidget(buttons)
        for key, value in values.items():
            self.set_value(key, value)

    def set_value(self, key: str, value: OptionValue) -> None:
        """Show an option's value; nothing is wished."""
        field = self.fields.get(key)
        if isinstance(field, QCheckBox):
            field.setChecked(bool(value))
        elif isinstance(field, QSpinBox):
            field.blockSignals(True)  # its only signal for typed numbers is also one for set ones
            field.setValue(int(value))
            field.blockSignals(False)
        elif field is not None:
            field.setCurrentIndex(field.findData(value))

    def add_to_page(self, group: Group, widget: QWidget) -> None:
        """Put something that is no option, such as a button, below a page's rows."""
        self._forms[group].addRow(widget)

    def _filter(self, typed: str) -> None:
        """Show the options that hold all that is typed, on the pages that have any."""
        hits = {key: holds(typed, _told(BY_OPTION[key])) for key in self.fields}
        for key, field in self.fields.items():
            form = self._forms[BY_OPTION[key].group]
            for part in (field, self._helps.get(key)):
                if part is not None:
                    form.setRowVisible(part, hits[key])
        for number, group in enumerate(GROUPS):
            shown = any(hit for key, hit in hits.items() if BY_OPTION[key].group == group)
            self.tabs.setTabVisible(number, shown)

    def _add_group(self, group: Group) -> None:
        page = QWidget()
        form = self._forms[group] = QFormLayout(page)
        form.setContentsMargins(PAGE_PX, PAGE_PX, PAGE_PX, PAGE_PX)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        for option in OPTIONS:
            if option.group == group and option.shown:
                self._add_row(form, option)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(page)
        scroll_px = area.verticalScrollBar().sizeHint().width()
        area.setMinimumWidth(page.sizeHint().width() + scroll_px)
        self.tabs.addTab(area, translated(GROUPS[group]))

    def _add_row(self, form: QFormLayout, option: Option) -> None:
        field = self._field(option)
        field.setObjectName(option.key)
        field.setToolTip(tip(translated(option.help)))
        self.fields[option.key] = field
        if isinstance(field, QCheckBox):
            field.setText(translated(option.label))
            form.addRow(field)
        else:
            field.setMinimumWidth(FIELD_PX)
            field.setMinimumHeight(ROW_PX)  # a full page scrolls, and squeezes nothing
            label = PlainLabel(self.tr("{label}:").format(label=translated(option.label)))
            label.setBuddy(field)
            field.setAccessibleName(translated(option.label))
            form.addRow(label, field)
        if option.help:
            self._helps[option.key] = self._explained(option)
            form.addRow(self._helps[option.key])

    def _explained(self, option: Option) -> QLabel:
        text = PlainLabel(translated(option.help), wordWrap=True)
        text.setProperty("role", "quiet")
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return text

    def _field(self, option: Option) -> Field:
        key = option.key
        if isinstance(option.default, bool):
            box = QCheckBox()
            box.clicked.connect(lambda checked: self.option_chosen.emit(key, checked))
            return box
        if isinstance(option.default, int):
            number = QSpinBox(minimum=option.minimum, maximum=option.maximum)
            number.valueChanged.connect(lambda value: self.option_chosen.emit(key, value))
            return number
        choice = QComboBox()
        for value, word in zip(option.choices, option.words or option.choices, strict=True):
            choice.addItem(translated(word), value)
        choice.activated.connect(lambda _row: self.option_chosen.emit(key, choice.currentData()))
        return choice

    def _reset_page(self) -> None:
        group = list(GROUPS)[self.tabs.currentIndex()]
        for key in self.fields:
            if BY_OPTION[key].group == group:
                self.set_value(key, BY_OPTION[key].default)
                self.option_chosen.emit(key, BY_OPTION[key].default)


def _told(option: Option) -> str:
    """Return all that is written of an option."""
    words = (option.label, option.help, *option.words)
    return " ".join(map(translated, words))


def translated(text: str) -> str:
    """Return a text of the table of settings in the window's language."""
    return QCoreApplication.translate("Option", text) if text else ""
