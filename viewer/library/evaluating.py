"""Measure methods on pictures from a program, and return the scores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from viewer.core.asks.references import ModelRef
from viewer.core.errors import UserError
from viewer.evaluate.evaluation import evaluate as run
from viewer.evaluate.keeping import SCORES
from viewer.evaluate.order import EvaluateOptions
from viewer.evaluate.scores import Score, read_scores
from viewer.library.setups import reference_of


def evaluate(
    images: str | Path | Iterable[str | Path],
    *,
    model: str | Path = "default",
    methods: Iterable[str] = ("grad_cam", "layer_cam"),
    measures: Iterable[str] = ("deletion", "insertion"),
    layers: Iterable[str] = (),
    classes: Iterable[str] = ("top",),
    truth: str | Path | None = None,
    out: str | Path | None = None,
    **setup: Any,
) -> tuple[Score, ...]:
    """Measure every method at every layer on every picture; return a row for each score.

    Args:
        images: paths of pictures, or of folders with them.
        model: a file's or a zoo's model, as ``open`` has it.
        methods: keys from “camscope methods”.
        measures: what is measured; a wrong key lists all.
        layers: paths of layers; none: the model's own choice.
        classes: what is explained of each picture.
        truth: boxes or masks, in a file or in a folder with one beside each picture.
        out: a folder for tables and figure, where an evaluation goes on; None: nothing is written.
        **setup: as ``open`` has it.

    Raises:
        UserError: a path, an option or the model is at fault.
    """
    options = EvaluateOptions(
        out=Path("." if out is None else out).expanduser(),
        model=_in_a_file(reference_of(model, **setup)),
        methods=tuple(methods),
        layers=tuple(layers),
        measures=tuple(measures),
        classes=tuple(classes),
        truth=None if truth is None else Path(truth),
    )
    return _measured(images, options, spare=out is None)


def _measured(
    images: str | Path | Iterable[str | Path], options: EvaluateOptions, *, spare: bool
) -> tuple[Score, ...]:
    paths = [images] if isinstance(images, str | Path) else list(images)
    with TemporaryDirectory(prefix="camscope-") as folder:
        if spare:
            options = replace(options, out=Path(folder) / "scores")
        run([Path(path).expanduser() for path in paths], options)
        table = options.out / SCORES
        return tuple(read_scores(table)) if table.exists() else ()


def _in_a_file(ref: ModelRef) -> ModelRef:
    if ref.source == "memory":
        raise UserError(
            "An evaluation opens its model from a file.",
            hint="Save the network, and name the file.",
        )
    return ref
