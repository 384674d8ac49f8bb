"""A line for classes, parted by commas as on the command line; empty: the predicted one."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget


class ClassesField(QLineEdit):
    """Takes what is typed as it is; whether the model has such classes is found out later."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, clearButtonEnabled=True)
        self.setPlaceholderText(self.tr("dog, cat – empty: the predicted class"))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The classes as they are typed, each once."""
        typed = (each.strip() for each in self.text().split(","))
        return tuple(dict.fromkeys(each for each in typed if each)) or ("top",)
