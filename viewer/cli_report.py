"""What may be typed after ``camscope report``, and what it means."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.core.foreign_text import LONGEST_SENTENCE, shown, shown_path
from viewer.core.maps.geometry import INPUT_MODES
from viewer.figure.choices import LANGUAGES
from viewer.reporting.choices import TEMPLATES

OF_TRUTH = "pointing,energy,iou"  # is measured where it is known where objects are
NO_NOTES = "none"

if TYPE_CHECKING:
    from viewer.core.asks.references import ModelRef
    from viewer.core.notes import NotePlace
    from viewer.figure.making import FigureParts


def add_report(parser: argparse.ArgumentParser) -> None:
    """Add the options that only a report has."""
    add = parser.add_argument
    add("paths", nargs="+", type=Path, metavar="PATH", help="pictures, or folders with pictures")
    text = "look into all folders below, not only into one level of them"
    add("--recursive", action="store_true", help=text)
    text = "the report, by its ending: .docx, .html, .md, .tex or .pptx"
    add("--out", required=True, type=Path, metavar="FILE", help=text)
    text = "class indices, class names, group names, or top, with commas (default: top)"
    add("--classes", default="top", metavar="C,…", help=text)
    text = "keys from “camscope methods” (default: grad_cam,layer_cam)"
    add("--methods", default="grad_cam,layer_cam", metavar="M,…", help=text)
    add("--layer", metavar="NAME", help="module path, e.g. features.12 (default: chosen)")
    add("--input", default="default", choices=INPUT_MODES, help="what the model sees")
    text = "which sections there are (default: lab, and slides for .pptx)"
    add("--template", choices=TEMPLATES, help=text)
    add("--lang", default="en", choices=LANGUAGES, help="of the report (default: en)")
    add("--title", default="", metavar="TEXT", help="of the report")
    text = "boxes or masks: a file, or a folder with one beside each picture"
    add("--truth", type=Path, metavar="PATH", help=text)
    text = "measures of trust of each map, such as deletion,insertion (with --truth: energy,…)"
    add("--measures", default=None, metavar="K,…", help=text)
    text = "notes as Markdown, under headings with the names of pictures and classes (default: the"
    text += " window’s notes on these pictures; none: no notes)"
    add("--notes", metavar="FILE", help=text)
    text = "what “camscope evaluate” has written, for the section on trust"
    add("--evaluation", type=Path, metavar="DIR", help=text)
    text = "a Word document or a presentation whose styles are taken"
    add("--like", type=Path, metavar="FILE", help=text)
    text = "replace a file of this name that is there, too"
    add("--overwrite", action="store_true", help=text)


def report(
    typed: argparse.Namespace,
    model: Callable[[argparse.Namespace], ModelRef],
    listed: Callable[[str], Iterable[str]],
) -> int:
    """Do what was typed; return the exit code.

    Args:
        typed: the arguments.
        model: reads which model is meant.
        listed: parts a text at its commas.
    """
    from viewer.batch.inputs import gather  # noqa: PLC0415 - brings torch and Matplotlib
    from viewer.reporting.building import report as build  # noqa: PLC0415
    from viewer.reporting.evaluation_reading import read_evaluation  # noqa: PLC0415
    from viewer.reporting.plan import ReportPlan  # noqa: PLC0415
    from viewer.reporting.writing import check_name, write_report  # noqa: PLC0415

    check_name(typed.out)
    _check_free(typed.out, overwrite=typed.overwrite)
    if typed.evaluation is not None:
        read_evaluation(typed.evaluation)  # what is wrong is told before anything is explained
    folder = typed.out.absolute().parent
    pictures = tuple(gather(typed.paths, folder, recursive=typed.recursive).places)
    found, failures = _explained(pictures, typed, model(typed), listed)
    usual = "slides" if typed.out.suffix.lower() == ".pptx" else "lab"
    plan = ReportPlan(
        template=typed.template or usual,
        lang=typed.lang,
        title=typed.title,
        notes=_notes(typed.notes, found),
        truth=typed.truth,
        evaluation=typed.evaluation,
    )
    document = build(found, plan, base=folder)
    written = write_report(document, typed.out, typed.like, replace=typed.overwrite)
    sys.stdout.write(f"{shown_path(written[0])}\n")
    return 1 if failures else 0


def _check_free(out: Path, *, overwrite: bool) -> None:
    """Find a file that is in the way before anything is explained.

    Raises:
        UserError: there is one.
    """
    from viewer.core.errors import UserError  # noqa: PLC0415

    if not overwrite and out.exists():
        raise UserError(
            f"There is a file “{shown_path(out.name)}” already.",
            hint="Choose another name, or replace it with --overwrite.",
        )


def _notes(told: str | None, found: Iterable[FigureParts]) -> dict[NotePlace, str]:
    """Return the notes of a report: a file's, or the window's."""
    from viewer.core.stores.note_store import NoteStore  # noqa: PLC0415
    from viewer.paths import user_data  # noqa: PLC0415
    from viewer.reporting.note_file import read_notes  # noqa: PLC0415

    explained = [each for parts in found for each in parts.explanations]
    if told == NO_NOTES or not explained:
        return {}
    if told is None:
        return NoteStore(user_data() / "notes.sqlite").load()
    pictures = [each.prediction.image.path for each in explained]
    titles = [heat.resolved.title for each in explained for heat in each.maps]
    return read_notes(Path(told), pictures, titles)


def _explained(
    pictures: Iterable[Path],
    typed: argparse.Namespace,
    ref: ModelRef,
    listed: Callable[[str], Iterable[str]],
) -> tuple[list[FigureParts], int]:
    """Explain the pictures one after the other; one that fails is told, and costs itself alone."""
    from viewer.core.errors import UserError  # noqa: PLC0415
    from viewer.library.measuring_model import MeasuringModel  # noqa: PLC0415
    from viewer.measures.registry import find_measures  # noqa: PLC0415

    wanted = OF_TRUTH if typed.measures is None and typed.truth else typed.measures or ""
    measures = find_measures(listed(wanted))
    if typed.truth is None and any(one.row.truth for one in measures):
        raise UserError(
            "These measures need to know where the objects are.",
            hint="Name a file or a folder with boxes or masks after --truth.",
        )
    found, failures = list["FigureParts"](), 0
    with _told_plainly(), MeasuringModel(ref, measures=measures, truth=typed.truth) as opened:
        for picture in pictures:
            try:
                seen = opened.explain(
                    picture,
                    classes=tuple(listed(typed.classes)),
                    methods=tuple(listed(typed.methods)),
                    layer=typed.layer,
                    input=typed.input,
                )
            except UserError as error:
                failures += 1
                _tell(f"{shown_path(picture)}: {error}")
            else:
                found.append(seen.parts)
    return found, failures


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Let what a program is warned of be a sentence on stderr, each once."""
    with warnings.catch_warnings():
        warnings.simplefilter("once", UserWarning)
        warnings.showwarning = lambda message, *_rest, **_more: _tell(str(message))
        yield


def _tell(sentence: str) -> None:
    sys.stderr.write(f"camscope: {shown(sentence, LONGEST_SENTENCE)}\n")
