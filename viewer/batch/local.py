"""Explain many pictures in this process and write a figure, a recipe and raw maps for each."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np

from viewer.batch.names import plan_stems
from viewer.batch.order import ExportOptions, check_against_model, check_options
from viewer.batch.progress import Report, reporting
from viewer.core.errors import UserError
from viewer.core.folder import gather_pictures, readable
from viewer.core.images import load_picture
from viewer.core.records import (
    ExplainRequest,
    Explanation,
    Failure,
    HeatMap,
    ImageRef,
    ModelInfo,
    Prediction,
    Target,
)
from viewer.engine.engine import Engine
from viewer.figure.provenance import recipe
from viewer.figure.render import render_single, render_table
from viewer.figure.rows import FigureRow
from viewer.figure.save import encode_figure, write_whole

log = logging.getLogger(__name__)


def export(paths: Iterable[Path], options: ExportOptions) -> int:
    """Explain the pictures at the paths, and those directly inside folders among them.

    A picture that fails is named on stderr, and the rest is done.

    Returns:
        0 when all are done, 1 when some failed.

    Raises:
        UserError: a path, an option or the model is at fault; nothing was written.
    """
    check_options(options)
    pictures = gather_pictures(paths)
    if not pictures:
        raise UserError("There are no pictures at these paths.", hint="Give a folder with some.")
    with Engine() as engine:
        info = engine.open(options.model)
        check_against_model(options, info)
        _make_folder(options.out)
        with reporting(len(pictures)) as report:
            failures = _Export(engine, info, options).run(pictures, report)
    return 1 if failures else 0


@dataclass(frozen=True, slots=True)
class _Export:
    engine: Engine
    info: ModelInfo
    options: ExportOptions

    def run(self, pictures: Sequence[Path], report: Report) -> int:
        """Do one picture after the other; return how many failed."""
        stems = plan_stems(pictures, self.options.out, self.options.suffixes)
        failures = 0
        for path in pictures:
            name = readable(path)
            report.begin(name)
            try:
                self.one(path, stems[path])
            except UserError as error:
                failures += 1
                report.failed(error)
            except Exception as error:  # one picture's border: the rest is done
                failures += 1
                log.debug("%s failed", name, exc_info=True)
                report.failed(UserError("It could not be explained.", hint=repr(error)))
            else:
                report.done()
        return failures

    def one(self, path: Path, stem: str) -> None:
        """Explain one picture and write its files; all are ready before the first is written."""
        picture = load_picture(path)
        image = ImageRef.of(path)
        explanations = [self.explain(image, target) for _, target in self.options.targets]
        asked = [text for text, _ in self.options.targets]
        data = recipe(explanations, picture_sha256=picture.sha256, asked=asked)
        text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
        files = {".json": f"{text}\n".encode()}
        if self.options.maps:
            files[".npz"] = _pack_maps(asked, explanations)
        if self.options.figure != "none":
            rows = [FigureRow.of(each, picture.rgb) for each in explanations]
            files[f".{self.options.file_format}"] = self.draw(rows)
        for suffix, content in files.items():
            write_whole(self.options.out / f"{stem}{suffix}", content)

    def explain(self, image: ImageRef, target: Target) -> Explanation:
        """Explain one class; the engine keeps the picture's forward pass for the next class."""
        options = self.options
        request = ExplainRequest(
            image=image,
            model=options.model,
            target=target,
            panes=options.panes,
            input_mode=options.input_mode,
        )
        replies = list(self.engine.explain(request))
        for reply in replies:
            if isinstance(reply, Failure):
                raise UserError(reply.headline, hint=reply.hint, detail=reply.detail)
        prediction = next(reply for reply in replies if isinstance(reply, Prediction))
        maps = tuple(reply for reply in replies if isinstance(reply, HeatMap))
        return Explanation(model=self.info, prediction=prediction, maps=maps)

    def draw(self, rows: Sequence[FigureRow]) -> bytes:
        """Return the figure of one picture as the bytes of a file."""
        render = render_table if self.options.figure == "table" else render_single
        return encode_figure(render(rows, self.options.style), self.options.file_format)


def _pack_maps(asked: Sequence[str], explanations: Sequence[Explanation]) -> bytes:
    arrays = {
        f"{text}/{heat.method}": heat.raw.astype(np.float32, copy=False)
        for text, explanation in zip(asked, explanations, strict=True)
        for heat in explanation.maps
    }
    buffer = BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"The folder “{readable(folder)}” cannot be made.",
            hint="Choose another one for --out.",
            detail=str(error),
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UserError(
            f"The folder “{readable(folder)}” may not be written to.",
            hint="Choose another one for --out.",
        )
