"""What may be typed after ``camscope evaluate``, and what it means."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.core.maps.geometry import INPUT_MODES

if TYPE_CHECKING:
    from viewer.core.asks.references import ModelRef

STARTS = ("blurred", "mean", "black")


def add_evaluate(parser: argparse.ArgumentParser) -> None:
    """Add the options that only an evaluation has."""
    add = parser.add_argument
    add("paths", nargs="+", type=Path, metavar="PATH", help="pictures, or folders with pictures")
    text = "folder to write to; what an evaluation before has left there is not measured again"
    add("--out", required=True, type=Path, metavar="DIR", help=text)
    text = "keys from “camscope methods” (default: grad_cam,layer_cam)"
    add("--methods", default="grad_cam,layer_cam", metavar="M,…", help=text)
    add("--layers", default="", metavar="L,…", help="module paths (default: chosen)")
    text = "what is measured (default: deletion,insertion); a wrong key lists all"
    add("--measures", default="deletion,insertion", metavar="K,…", help=text)
    text = "class indices, class names, group names, or top, with commas (default: top)"
    add("--classes", default="top", metavar="C,…", help=text)
    text = "boxes or masks: a file, or a folder with one beside each picture"
    add("--truth", type=Path, metavar="PATH", help=text)
    add("--input", default="default", choices=INPUT_MODES, help="what the model sees")
    text = "what stands where a picture is taken away (default: as each measure's paper has it)"
    add("--start", choices=STARTS, help=text)
    add("--seed", type=int, default=0, metavar="N", help="of random maps (default: 0)")


def evaluate(
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
    from viewer.evaluate.evaluation import evaluate as run  # noqa: PLC0415 - brings torch
    from viewer.evaluate.order import EvaluateOptions  # noqa: PLC0415

    options = EvaluateOptions(
        out=typed.out,
        model=model(typed),
        methods=tuple(listed(typed.methods)),
        layers=tuple(listed(typed.layers)),
        measures=tuple(listed(typed.measures)),
        classes=tuple(listed(typed.classes)),
        truth=typed.truth,
        input_mode=typed.input,
        start=typed.start,
        seed=typed.seed,
    )
    return run(typed.paths, options)
