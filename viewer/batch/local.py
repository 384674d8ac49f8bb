"""Explain many pictures in this process and write a figure, a recipe and raw maps for each."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from viewer.batch.names import Names
from viewer.batch.order import TOGETHER, ExportOptions, check_against_model, check_options
from viewer.batch.overlays import overlays
from viewer.batch.progress import Report, reporting
from viewer.core.errors import UserError
from viewer.core.folder import gather_pictures
from viewer.core.foreign_text import LONGEST_SENTENCE, shown, shown_json, shown_path
from viewer.core.messages import Notice
from viewer.core.records import (
    ExplainRequest,
    Explanation,
    Failure,
    HeatMap,
    ImageRef,
    ModelInfo,
    Prediction,
)
from viewer.core.routes import Routes
from viewer.core.whole_file import write_whole
from viewer.engine.engine import Engine
from viewer.engine.freed_memory import keep_freed_memory
from viewer.figure.fonts import has_chinese
from viewer.figure.making import FigureParts, joined, make
from viewer.figure.provenance import keyed_maps, recipe
from viewer.figure.raw_data import pack_npz
from viewer.figure.wish import FigureWish, Known
from viewer.methods.third_party import every_method

log = logging.getLogger(__name__)


def export(paths: Iterable[Path], options: ExportOptions) -> int:
    """Explain the pictures at the paths, and those directly inside folders among them.

    A picture that fails is named on stderr, and the rest is done.

    Returns:
        0 when all are done, 1 when some failed.

    Raises:
        UserError: a path, an option or the model is at fault; nothing was written.
    """
    import cv2  # noqa: PLC0415 - no start needs it

    cv2.setNumThreads(1)  # pictures are blended in small bands, on which its threads only spin
    keep_freed_memory()
    methods, problems = every_method()
    for problem in problems:
        _warn(f"{problem.headline} {problem.detail}")
    check_options(options, methods.table)
    pictures = gather_pictures(paths)
    if not pictures:
        raise UserError("There are no pictures at these paths.", hint="Give a folder with some.")
    with Engine(methods=methods) as engine:
        info = engine.open(options.model)
        check_against_model(options, info)
        _make_folder(options.out)
        _warn_of_fonts(options)
        with reporting(len(pictures)) as report:
            names = Names(options.out, pictures, overwrite=options.overwrite)
            failures = _Export(engine, info, options, names).run(pictures, report)
    return 1 if failures else 0


@dataclass(frozen=True, slots=True)
class _Export:
    engine: Engine
    info: ModelInfo
    options: ExportOptions
    names: Names
    drawn: list[FigureParts] = field(default_factory=list)

    def run(self, pictures: Sequence[Path], report: Report) -> int:
        """Do one picture after the other; return how many failed."""
        stems = self.names.stems(self.options.suffixes)
        together = self.names.single(TOGETHER, self.options.figure_suffix) if self._joins else None
        _warn_of_names(self.names)
        failures = 0
        for path in pictures:
            name = shown_path(path)
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
        if together is not None and self.drawn:
            self.write(together, make(joined(self.drawn), self.options.style, base=together.parent))
        return failures

    def one(self, path: Path, stem: str) -> None:
        """Explain one picture and write its files; all are ready before the first is written."""
        image, options = ImageRef.of(path), self.options
        wish = options.wish((image,), self.info)
        known = self.explain(wish)
        picture = self.engine.picture(image)
        requests = wish.requests(known)
        explanations = [known[request] for request in requests]
        asked = [options.asked(request.target) for request in requests]
        data = recipe(explanations, picture_sha256=picture.sha256, asked=asked)
        files = {".json": f"{shown_json(data)}\n".encode()}
        if options.maps:
            files[".npz"] = pack_npz(keyed_maps(explanations, asked))
        if options.overlays:
            painted = overlays(picture.rgb, explanations, asked, options.style.heat)
            files |= dict(painted)
        drawn = FigureParts(
            requests=requests,
            explanations=explanations,
            pictures={image: picture.rgb},
            sha256={image: picture.sha256},
        )
        if self._joins:
            self.drawn.append(drawn)
        elif options.figure:
            files[options.figure_suffix] = make(drawn, options.style, base=options.out)
        for suffix, content in files.items():
            self.write(options.out / f"{stem}{suffix}", content)

    def write(self, path: Path, content: bytes) -> None:
        """Write a file; what is not ours and came after the names were chosen stays, too."""
        write_whole(path, content, replace=self.names.may_replace(path))

    @property
    def _joins(self) -> bool:
        """Whether one figure of all pictures is made."""
        return self.options.figure and self.options.together

    def explain(self, wish: FigureWish) -> Known:
        """Explain all there is to; the engine keeps a picture's forward pass for the next class."""
        known: dict[ExplainRequest, Explanation] = {}
        while missing := wish.missing(known):
            request = missing[0]
            known[request] = self._explain_one(request)
        return known

    def _explain_one(self, request: ExplainRequest) -> Explanation:
        predictions: list[Prediction] = []
        maps: list[HeatMap] = []
        routes = Routes()
        routes.on(Notice, lambda notice: _warn(f"{notice.headline} {notice.hint}"))
        routes.on(Failure, _refuse)
        routes.on(Prediction, predictions.append)
        routes.on(HeatMap, maps.append)
        for reply in list(self.engine.explain(request)):
            routes.deliver(reply)
        info = replace(self.info, device=self.engine.device_name)  # a GPU may have been left
        return Explanation(model=info, prediction=predictions[0], maps=tuple(maps))


def _refuse(failure: Failure) -> None:
    raise UserError(failure.headline, hint=failure.hint, detail=failure.detail)


def _warn_of_names(names: Names) -> None:
    """Say in one line which files of others were in the way."""
    for path, instead in list(names.kept.items())[:1]:
        more = len(names.kept) - 1
        others = f", and so for {more} more file{'s' * (more > 1)}" if more else ""
        _warn(
            f"“{shown_path(path.name)}” is there and not CamScope's: "
            f"“{shown_path(instead.name)}” is written instead{others}. "
            "With --overwrite it is replaced."
        )


def _warn_of_fonts(options: ExportOptions) -> None:
    if options.figure and options.style.lang == "zh_CN" and not has_chinese():
        _warn("No installed font can write Chinese. Install one, such as Noto Sans CJK.")


def _warn(sentences: str) -> None:
    sys.stderr.write(f"camscope: {shown(sentences, LONGEST_SENTENCE)}\n")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"The folder “{shown_path(folder)}” cannot be made.",
            hint="Choose another one for --out.",
            detail=str(error),
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UserError(
            f"The folder “{shown_path(folder)}” may not be written to.",
            hint="Choose another one for --out.",
        )
