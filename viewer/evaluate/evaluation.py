"""Measures every method at every layer on every picture, and writes what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from viewer.batch.folder import make_folder
from viewer.batch.inputs import gather
from viewer.core.asks.model_info import ModelInfo
from viewer.core.errors import UserError
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown_path
from viewer.core.models.supposed_names import noted, supposed, supposition
from viewer.engine.engine import Engine
from viewer.engine.explain.measuring import Measured, MeasureWish
from viewer.engine.serve.freed_memory import keep_freed_memory
from viewer.evaluate.drawing import draw
from viewer.evaluate.keeping import KeptScores
from viewer.evaluate.order import EvaluateOptions
from viewer.evaluate.page import page
from viewer.evaluate.progress import EvaluationProgress
from viewer.evaluate.ranking import Overall, overall, rankings
from viewer.evaluate.scores import Score, table_bytes, to_parquet
from viewer.evaluate.statistics import Difference, differences, summaries
from viewer.measures.annotations.reading import ObjectTruth
from viewer.methods.third_party import every_method

_SUMMARY = ("method", "layer", "measure", "mean", "low", "high", "n", "baseline", "rank")
_DIFFERENCES = ("measure", "first", "second", "n", "mean", "p", "p_holm")
NO_PARQUET = "scores.parquet is not written: pyarrow is missing (pip install 'camscope[parquet]')."


def evaluate(
    paths: Iterable[Path],
    options: EvaluateOptions,
    follow: Callable[[int], EvaluationProgress] = EvaluationProgress,
) -> int:
    """Measure methods on the pictures at the paths, and those directly inside folders among them.

    Pictures that were measured into the same folder before, and are unchanged, are not measured
    again. What is known stays on the disk whenever the work ends.

    Args:
        paths: of pictures and folders.
        options: everything else.
        follow: makes what is told how far it is, from the number of pictures left to measure.

    Returns:
        0 when all are done, 1 when some failed.

    Raises:
        UserError: a path, an option or the model is at fault.
    """
    methods, _ = every_method()
    options.checked(methods.table)
    pictures = tuple(gather(paths, options.out).places)
    keep_freed_memory()
    with Engine(methods=methods) as engine:
        options, info = _opened(engine, options)
        options.check_model(info)
        make_folder(options.out)
        kept = KeptScores(options.out, options.known_by(info))
        kept.load()
        left = [picture for picture in pictures if not kept.has(picture)]
        progress, truth = follow(len(left)), options.truth and ObjectTruth(options.truth)
        if told := supposition(info):
            progress.note(told)
        failures = _Measuring(
            engine=engine, options=options, truth=truth, kept=kept, progress=progress
        ).failures(left)
    progress.ranked(_write(options, info, kept, progress), failures)
    return 1 if failures else 0


def _opened(engine: Engine, options: EvaluateOptions) -> tuple[EvaluateOptions, ModelInfo]:
    """Open the model; where it names no classes, all that are asked for name them."""
    before = engine.open(options.model)
    options = replace(options, model=supposed(options.model, options.classes, before))
    return options, noted(engine.open(options.model), before)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measuring:
    """Measures one picture after the other."""

    engine: Engine
    options: EvaluateOptions
    truth: ObjectTruth | None
    kept: KeptScores
    progress: EvaluationProgress

    def failures(self, pictures: Iterable[Path]) -> int:
        """Measure pictures; return how many failed. However it ends, what is known is kept."""
        try:
            return sum(not self.done(picture) for picture in pictures)
        finally:
            self.kept.save()

    def done(self, picture: Path) -> bool:
        """Measure a picture; return whether it went well. One that fails costs itself alone."""
        name = shown_path(picture)
        try:
            self.kept.put(picture, self._scores(picture))
        except UserError as error:
            self.progress.finished(name, error)
            return False
        self.progress.finished(name)
        return True

    def _scores(self, picture: Path) -> list[Score]:
        options, found = self.options, list[Score]()
        wish = MeasureWish(
            measures=options.found_measures,
            truth=None if self.truth is None else self.truth.of(picture),
            start=options.start,
            random=options.random,
            seed=options.seed,
        )
        for request in options.requests(picture, self.engine.methods.table):
            for one in self.engine.measure(request, wish):
                if one.problem is not None:
                    method = request.panes[one.pane].method
                    self.progress.note(f"{one.row.key} of {method}: {one.problem}")
                if one.heat is not None:
                    found.append(_score(picture, one))
        return found


def _score(picture: Path, one: Measured) -> Score:
    assert one.heat is not None  # noqa: S101 - only such are scored
    return Score(
        picture=str(picture),
        method=one.heat.method,
        layer=one.heat.layer,
        target=one.heat.resolved.title,
        measure=one.row.key,
        value=one.value,
        baseline=one.baseline,
        rank=one.rank,
        seconds=one.seconds,
    )


def _write(
    options: EvaluateOptions, info: ModelInfo, kept: KeptScores, progress: EvaluationProgress
) -> list[Overall]:
    """Write the tables, the page and the figure; return the order over all measures."""
    scores, out = kept.scores, options.out
    if not scores:
        return []
    found, apart = summaries(scores), differences(scores)
    write_whole(out / "summary.csv", table_bytes(_SUMMARY, [astuple(one) for one in found]))
    write_whole(out / "differences.csv", table_bytes(_DIFFERENCES, map(_row, apart)))
    order = rankings(found, apart)
    best = overall(order)
    pictures = len({score.picture for score in scores})
    told = page(info.title, pictures, order, best, _notes(options))
    write_whole(out / "ranking.html", told)
    write_whole(out / "ranking.pdf", draw(order))
    parquet = to_parquet(scores)
    if parquet is None:
        progress.note(NO_PARQUET)
    else:
        write_whole(out / "scores.parquet", parquet)
    return best


def _notes(options: EvaluateOptions) -> Iterator[str]:
    random = f"{options.random} random maps as smooth as it is, " if options.random else ""
    yield (
        f"Ranks are among {options.random + 3}: the map itself, {random}the picture’s edges, and a"
        " blob in the middle. 1 is best."
    )
    if options.random:
        yield "The dashed line is what random maps reach that are as smooth."
    if options.start is not None:
        yield f"Where the picture is taken away it is {options.start}."


def _row(one: Difference) -> tuple[object, ...]:
    ways = (" ".join(way) for way in (one.first, one.second))
    return one.measure, *ways, one.n, one.mean, one.p, one.p_holm
