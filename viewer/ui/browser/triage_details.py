"""What a picture's row says of it: the predicted class, right or wrong, its label and its mark."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from viewer.core.judging.tally import UNKNOWN, UNREAD, Tally
from viewer.ui.browser.browser_model import NO_DETAIL, Detail
from viewer.ui.looks.language import class_word


def describe(
    tally: Tally,
    names: tuple[str, ...],
    marks: Collection[Path],
    *,
    noted: Collection[Path] = (),
    labelled: bool,
) -> Callable[[int], Detail]:
    """Return the function that gives the detail of a picture by its number.

    Args:
        tally: of the listing that is shown.
        names: of the model's classes.
        marks: the pictures that bear a mark.
        noted: the pictures that have a note.
        labelled: whether the label is said of every picture, not only of those judged wrongly.
    """

    def detail(number: int) -> Detail:
        path = tally.pictures[number]
        index, right, marked = int(tally.classes[number]), tally.right[number], path in marks
        lines = [_verdict(index, float(tally.probabilities[number]), names)]
        if labelled or right < 0:
            lines.append(tally.truth.label(path))
        lines.append(_likeness(float(tally.alike[number])))
        text = "\n".join(line for line in lines if line)
        has_note = path in noted
        if not text and not marked and not has_note:
            return NO_DETAIL
        tone = "right" if right > 0 else "wrong" if right < 0 else ""
        return Detail(text, tone, marked, has_note)

    return detail


def _verdict(index: int, probability: float, names: tuple[str, ...]) -> str:
    if index == UNKNOWN:
        return ""
    if index == UNREAD:
        return QCoreApplication.translate("Triage", "not readable")
    name = class_word(names[index]) if index < len(names) else str(index)
    return f"{name} {probability:.0%}"


def _likeness(cosine: float) -> str:
    if math.isnan(cosine):
        return ""
    return QCoreApplication.translate("Triage", "alike {0}").format(f"{cosine:.2f}")
