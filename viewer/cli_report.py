"""What may be typed after ``camscope report``, and what it means."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.core.foreign_text import LONGEST_SENTENCE, shown, shown_path
from viewer.core.maps.geometry import INPUT_MODES
from viewer.figure.choices import LANGUAGES
from viewer.reporting.choices import TEMPLATES

if TYPE_CHECKING:
    from viewer.core.asks.references import ModelRef
    from viewer.figure.making import FigureParts


def add_report(parser: argparse.ArgumentParser) -> None:
    """Add the options that only a report has."""
    add = parser.add_argument
    add("paths", nargs="+", type=Path, metavar="PATH", help="pictures, or folders with pictures")
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
    from viewer.reporting.plan import ReportPlan  # noqa: PLC0415
    from viewer.reporting.writing import check_name, write_report  # noqa: PLC0415

    check_name(typed.out)
    pictures = tuple(gather(typed.paths, typed.out.absolute().parent).places)
    found, failures = _explained(pictures, typed, model(typed), listed)
    usual = "slides" if typed.out.suffix.lower() == ".pptx" else "lab"
    plan = ReportPlan(template=typed.template or usual, lang=typed.lang, title=typed.title)
    document = build(found, plan, base=typed.out.absolute().parent)
    written = write_report(document, typed.out, typed.like, replace=typed.overwrite)
    sys.stdout.write(f"{shown_path(written[0])}\n")
    return 1 if failures else 0


def _explained(
    pictures: Iterable[Path],
    typed: argparse.Namespace,
    ref: ModelRef,
    listed: Callable[[str], Iterable[str]],
) -> tuple[list[FigureParts], int]:
    """Explain the pictures one after the other; one that fails is told, and costs itself alone."""
    from viewer.core.errors import UserError  # noqa: PLC0415
    from viewer.library.model import Model  # noqa: PLC0415

    found, failures = list["FigureParts"](), 0
    with Model(ref) as opened:
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
                said = shown(f"{shown_path(picture)}: {error}", LONGEST_SENTENCE)
                sys.stderr.write(f"camscope: {said}\n")
            else:
                found.append(seen.parts)
    return found, failures
