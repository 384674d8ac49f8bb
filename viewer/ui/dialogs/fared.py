"""How a method fared on photographs: the table that its page ends with."""

from __future__ import annotations

import csv
from functools import cache

from PySide6.QtCore import QCoreApplication

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.measures.registry import find_measures
from viewer.paths import resource
from viewer.ui.looks.language import spoken

CONTROL = "random_cam"
_HEADING = QT_TRANSLATE_NOOP("MethodPage", "How it fared")
_ON = QT_TRANSLATE_NOOP(
    "MethodPage",
    "On {0} photographs of ImageNet’s classes, with the default model at its last layer: the mean "
    "and its 95 % interval, beside what Random-CAM reaches. An asterisk: the best, or not to be "
    "told from it. Another model may turn the order round; Pictures > Evaluate methods… tells.",
)
_COLUMNS = (
    QT_TRANSLATE_NOOP("MethodPage", "Measure"),
    QT_TRANSLATE_NOOP("MethodPage", "This method"),
    QT_TRANSLATE_NOOP("MethodPage", "Random-CAM"),
    QT_TRANSLATE_NOOP("MethodPage", "Place"),
)
_BETTER = {
    "lower": QT_TRANSLATE_NOOP("MethodPage", "{0} (less is better)"),
    "higher": QT_TRANSLATE_NOOP("MethodPage", "{0} (more is better)"),
}
_PLACE = QT_TRANSLATE_NOOP("MethodPage", "{0} of {1}")
Row = dict[str, str]


@cache
def fared() -> dict[tuple[str, str], Row]:
    """Return the rows of the table that benchmarks/fared.py made, by measure and method."""
    with (resource("methods") / "fared.csv").open(encoding="utf-8", newline="") as file:
        return {(row["measure"], row["method"]): row for row in csv.DictReader(file)}


def how_it_fared(key: str) -> str:
    """Return the section of a method's page as Markdown; empty: it was not measured."""
    rows = [row for row in fared().values() if row["method"] == key]
    if not rows:
        return ""
    head = " | ".join(map(_said, _COLUMNS))
    lines = [f"| {head} |", "|---|---|---|---|", *map(_line, rows)]
    told = _said(_ON).format(rows[0]["n"])
    return "\n".join(["", f"## {_said(_HEADING)}", "", told, "", *lines, ""])


def _line(row: Row) -> str:
    (measure,) = find_measures([row["measure"]])
    name = _said(_BETTER[measure.row.better]).format(spoken(measure.row.title))
    mean, low, high = (f"{float(row[part]):.2f}" for part in ("mean", "low", "high"))
    control = float(fared()[row["measure"], CONTROL]["mean"])
    place = _said(_PLACE).format(row["place"], row["of"])
    star = " \\*" if row["equal"] == "1" else ""
    return f"| {name} | {mean} ({low} – {high}) | {control:.2f} | {place}{star} |"


def _said(text: str) -> str:
    return QCoreApplication.translate("MethodPage", text)
