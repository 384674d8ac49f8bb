"""What may be typed after ``camscope concepts``, and what it means."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.core.foreign_text import shown, shown_path
from viewer.core.maps.geometry import INPUT_MODES

if TYPE_CHECKING:
    from viewer.core.asks.references import ModelRef

COUNTS = range(1, 9)


def add_concepts(parser: argparse.ArgumentParser) -> None:
    """Add the options that only concepts have."""
    add = parser.add_argument
    add("picture", type=Path, metavar="PICTURE", help="a picture")
    text = "a figure of them, by its ending: .png, .tiff, .pdf or .svg"
    add("--out", type=Path, metavar="FILE", help=text)
    text = "how many concepts, 1 to 8 (default: 4)"
    add("--count", type=int, default=4, choices=COUNTS, metavar="K", help=text)
    add("--layer", metavar="NAME", help="module path, e.g. features.12 (default: chosen)")
    add("--input", default="default", choices=INPUT_MODES, help="what the model sees")
    text = "replace a file of this name that is there, too"
    add("--overwrite", action="store_true", help=text)


def concepts(typed: argparse.Namespace, model: Callable[[argparse.Namespace], ModelRef]) -> int:
    """Find a layer's concepts in a picture, print them, and draw a figure where one is wanted.

    Args:
        typed: the arguments.
        model: reads which model is meant.
    """
    from viewer.core.asks.parts import FindParts, LayerConcepts  # noqa: PLC0415 - torch follows
    from viewer.core.asks.references import ImageRef  # noqa: PLC0415
    from viewer.core.asks.requests import ExplainRequest, PaneSpec  # noqa: PLC0415
    from viewer.core.files.whole_file import write_whole  # noqa: PLC0415
    from viewer.engine.engine import Engine  # noqa: PLC0415
    from viewer.engine.explain.parts import find_parts  # noqa: PLC0415
    from viewer.figure.concept_figure import draw_concepts, words  # noqa: PLC0415
    from viewer.figure.encoding import encode, find_format  # noqa: PLC0415

    form = find_format(typed.out.suffix) if typed.out else None
    request = ExplainRequest(
        image=ImageRef.of(typed.picture),
        model=model(typed),
        panes=(PaneSpec("grad_cam", layer=typed.layer),),
        input_mode=typed.input,
    )
    wish = FindParts(request=request, part="concepts", count=typed.count)
    with Engine() as engine:
        found = engine.ask(request, lambda answering: find_parts(answering, wish))
        rgb = engine.picture(request.image).rgb
    assert isinstance(found, LayerConcepts)  # noqa: S101 - they were asked for
    for number, one in enumerate(found.concepts, 1):
        sys.stdout.write(f"{shown(words(one, number))}\n")
    if form is not None:
        figure = draw_concepts(rgb, found, shown(typed.picture.name))
        write_whole(typed.out, encode(figure, form), replace=typed.overwrite)
        sys.stdout.write(f"{shown_path(typed.out)}\n")
    return 0
