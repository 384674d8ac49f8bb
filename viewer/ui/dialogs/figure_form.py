"""The fields of a figure's style, made from one table."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSizePolicy, QWidget

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.figure.choices import DPI_PRESETS
from viewer.figure.style import FigureStyle
from viewer.ui.dialogs.figure_layers import TickList
from viewer.ui.looks.design import GAP_PX

Row = tuple[str, str, tuple[tuple[str | int, str], ...]]  # field, label, values with their names

CHOICES: tuple[Row, ...] = (
    (
        "kind",
        QT_TRANSLATE_NOOP("FigureForm", "Arrangement"),
        (
            ("window", QT_TRANSLATE_NOOP("FigureForm", "As in the window")),
            ("row", QT_TRANSLATE_NOOP("FigureForm", "All in one row")),
            ("table", QT_TRANSLATE_NOOP("FigureForm", "Report table: pictures × classes")),
            ("layers", QT_TRANSLATE_NOOP("FigureForm", "Layers × methods")),
            ("classes", QT_TRANSLATE_NOOP("FigureForm", "Top classes × methods")),
            ("map", QT_TRANSLATE_NOOP("FigureForm", "One big map")),
        ),
    ),
    (
        "width",
        QT_TRANSLATE_NOOP("FigureForm", "Width"),
        (
            ("free", QT_TRANSLATE_NOOP("FigureForm", "Automatic")),
            ("85mm", QT_TRANSLATE_NOOP("FigureForm", "85 mm (one column)")),
            ("175mm", QT_TRANSLATE_NOOP("FigureForm", "175 mm (two columns)")),
            ("slide", QT_TRANSLATE_NOOP("FigureForm", "Slide 16:9")),
            ("a4", QT_TRANSLATE_NOOP("FigureForm", "A4 page")),
            ("own", QT_TRANSLATE_NOOP("FigureForm", "The picture's own pixels")),
        ),
    ),
    (
        "dpi",
        QT_TRANSLATE_NOOP("FigureForm", "Dots per inch"),
        tuple((n, f"{n}") for n in DPI_PRESETS),
    ),
    (
        "file_format",
        QT_TRANSLATE_NOOP("FigureForm", "Format"),
        (("png", "PNG"), ("tiff", "TIFF"), ("pdf", "PDF"), ("svg", "SVG")),
    ),
    (
        "ground",
        QT_TRANSLATE_NOOP("FigureForm", "Background"),
        (
            ("white", QT_TRANSLATE_NOOP("FigureForm", "White")),
            ("transparent", QT_TRANSLATE_NOOP("FigureForm", "Transparent")),
        ),
    ),
    (
        "lang",
        QT_TRANSLATE_NOOP("FigureForm", "Language"),
        (("en", "English"), ("zh_CN", "简体中文")),
    ),
    (
        "mark",
        QT_TRANSLATE_NOOP("FigureForm", "Mark"),
        (
            ("none", QT_TRANSLATE_NOOP("FigureForm", "None")),
            ("cross", QT_TRANSLATE_NOOP("FigureForm", "Cross at the highest value")),
            ("box", QT_TRANSLATE_NOOP("FigureForm", "Box around the upper half")),
        ),
    ),
)
SWITCHES: tuple[tuple[str, str], ...] = (
    ("heads", QT_TRANSLATE_NOOP("FigureForm", "Row and column heads")),
    ("captions", QT_TRANSLATE_NOOP("FigureForm", "Lines below: model, layer, scale")),
    ("bars", QT_TRANSLATE_NOOP("FigureForm", "Colour bars")),
    ("trust", QT_TRANSLATE_NOOP("FigureForm", "Trust below each map, where it was measured")),
    ("numbering", QT_TRANSLATE_NOOP("FigureForm", "Numbers (a), (b), …")),
    ("crop", QT_TRANSLATE_NOOP("FigureForm", "Current zoom only")),
    ("json_beside", QT_TRANSLATE_NOOP("FigureForm", "Recipe as JSON beside the file")),
)


class FigureForm(QWidget):
    """Shows a style and tells that it was changed; there is nothing to apply."""

    changed = Signal()

    def __init__(self, style: FigureStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.choices: dict[str, QComboBox] = {}
        self.switches: dict[str, QCheckBox] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, GAP_PX, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form = form
        self.layers = TickList(self)
        self.layers.setAccessibleName(self.tr("Layers"))
        self.classes = QLineEdit(self, clearButtonEnabled=True)
        self.classes.setPlaceholderText(self.tr("dog, cat – empty: as in the window"))
        self.title = QLineEdit(style.title, self, clearButtonEnabled=True)
        for name, label, values in CHOICES:
            form.addRow(_translated(label), self._add_choice(name, values))
            if name == "kind":
                form.addRow(self.tr("Classes"), self.classes)
                form.addRow(self.tr("Layers"), self.layers)
        form.addRow(self.tr("Title"), self.title)
        for name, label in SWITCHES:
            form.addRow(self._add_switch(name, label))
        self.layers.changed.connect(self.changed)
        self.choices["kind"].currentIndexChanged.connect(self._show_layers)
        self._show_layers()
        self.classes.editingFinished.connect(self.changed)
        self.title.textEdited.connect(self.changed)

    @property
    def style_chosen(self) -> FigureStyle:
        """The style as chosen; what has no field stays as it was."""
        chosen = {name: box.currentData() for name, box in self.choices.items()}
        switched = {name: box.isChecked() for name, box in self.switches.items()}
        return replace(self._style, title=self.title.text().strip(), **chosen, **switched)

    def put_above(self, label: str, *fields: QWidget) -> None:
        """Put fields above all others, below one another; the first one has a label."""
        for number, field in enumerate(fields):
            self._form.insertRow(number, label if number == 0 else "", field)
        fields[0].setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _show_layers(self) -> None:
        """Let layers be ticked where they are rows."""
        self._form.setRowVisible(self.layers, self.choices["kind"].currentData() == "layers")

    def _add_choice(self, name: str, values: tuple[tuple[str | int, str], ...]) -> QComboBox:
        box = QComboBox(self)
        present = getattr(self._style, name)
        for value, text in values:
            box.addItem(_translated(text), value)
        if box.findData(present) < 0:  # such as a dpi from the command line
            box.addItem(f"{present}", present)
        box.setCurrentIndex(box.findData(present))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.currentIndexChanged.connect(self.changed)
        self.choices[name] = box
        return box

    def _add_switch(self, name: str, label: str) -> QCheckBox:
        box = QCheckBox(_translated(label), self)
        box.setChecked(bool(getattr(self._style, name)))
        box.toggled.connect(self.changed)
        self.switches[name] = box
        return box


def _translated(text: str) -> str:
    return QCoreApplication.translate("FigureForm", text)
