"""Twelve methods ranked by our measures and, beside it, by Quantus: do both say the same?

python benchmarks/ranking.py PICTURE… --out DIR [--no-quantus]

DIR gets what `camscope evaluate` writes, `ranking.html` among it, and keeps what was measured; the
same call goes on from there. Quantus comes with the extra "peers".
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.fared import METHODS
from viewer.core.asks.references import ModelRef
from viewer.engine.engine import Engine
from viewer.engine.explain.measuring import MeasureWish
from viewer.evaluate.evaluation import evaluate
from viewer.evaluate.order import EvaluateOptions
from viewer.evaluate.ranking import Placed, rankings
from viewer.evaluate.scores import Score, read_scores
from viewer.evaluate.statistics import differences, summaries
from viewer.measures.likeness import spearman
from viewer.measures.registry import find_measures
from viewer.measures.trial import Trial

MEASURES = ("deletion", "drop", "complexity", "faithfulness_correlation", "class_sensitivity")
PAIRS = {  # ours, and what of Quantus asks the same
    "deletion": "PixelFlipping",
    "complexity": "Complexity",
    "faithfulness_correlation": "FaithfulnessCorrelation",
}
PIECES = 16  # of a picture, taken away one after the other
RUNS, PATCH = 16, 64  # of FaithfulnessCorrelation: draws, and pixels in each, as a share of which
QUANTUS = "quantus.csv"
Peer = Callable[[Trial, int], float]


def main() -> int:
    """Measure by both, and print the rankings beside each other."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pictures", nargs="+", type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--no-quantus", action="store_true", help="only our own")
    typed = parser.parse_args()
    options = EvaluateOptions(out=typed.out, methods=METHODS, measures=MEASURES, random=0)
    code = evaluate(typed.pictures, options)
    ours = read_scores(typed.out / "scores.csv")
    print_rankings(ours, [] if typed.no_quantus else beside(options, typed.pictures))
    return code


def print_rankings(ours: Sequence[Score], theirs: Sequence[Score]) -> None:
    """Print a table of each measure: the mean and its interval, and Quantus' beside it."""
    peers = dict(ordered(theirs))
    for key, placed in ordered(ours):
        print(f"\n{key}" + (f", and {PAIRS[key]} of Quantus" if key in peers else ""))
        other = {one.summary.method: one for one in peers.get(key, ())}
        for one in placed:
            print(told(one) + (told(other[one.summary.method]) if other else ""))
        if other:
            mine = [one.summary.mean for one in placed]
            means = [other[one.summary.method].summary.mean for one in placed]
            alike = spearman(np.asarray(mine, np.float32), np.asarray(means, np.float32))
            print(f"rank correlation of the means: {alike:.2f}")


def ordered(scores: Sequence[Score]) -> Iterator[tuple[str, Sequence[Placed]]]:
    """Yield each measure with the methods in its order, the best first."""
    for ranking in rankings(summaries(scores), differences(scores)):
        yield ranking.row.key, ranking.placed


def told(one: Placed) -> str:
    """Return a method's place, its mean and the interval; ≈ where it is no worse than the best."""
    found, noise = one.summary, "≈" if one.is_noise else " "
    numbers = f"{found.mean:7.3f} [{found.low:6.3f}, {found.high:6.3f}]"
    return f"{one.place:5.1f}{noise} {found.method:<22}{numbers}   "


@dataclass(frozen=True)
class Kept:
    """What Quantus said, kept picture by picture, so that a run that was stopped goes on."""

    path: Path

    def scores(self) -> dict[tuple[str, str, str], float]:
        """Return what is known: the value of a picture, a method and a measure."""
        if not self.path.exists():
            return {}
        with self.path.open(newline="", encoding="utf-8") as file:
            return {(p, m, k): float(value) for p, m, k, value in csv.reader(file)}

    def add(self, rows: Sequence[tuple[str, str, str, float]]) -> None:
        """Add the rows of one picture."""
        with self.path.open("a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)


def beside(options: EvaluateOptions, pictures: Sequence[Path]) -> list[Score]:
    """Measure the maps of our own evaluation by Quantus."""
    kept = Kept(options.out / QUANTUS)
    done = {picture for picture, _, _ in kept.scores()}
    left = [one for one in found(pictures) if str(one) not in done]
    with Engine("cpu") as engine:
        engine.open(ModelRef.default())
        for number, picture in enumerate(left, 1):
            kept.add(list(measured(engine, options, picture)))
            print(f"Quantus: {number} of {len(left)}", file=sys.stderr, flush=True)
    return [_score(*key, value) for key, value in kept.scores().items()]


def found(pictures: Sequence[Path]) -> list[Path]:
    """Return the pictures, and those directly inside folders among them."""
    return [
        one
        for path in pictures
        for one in (sorted(path.iterdir()) if path.is_dir() else [path])
        if one.suffix.lower() in {".png", ".jpg", ".jpeg"}
    ]


def measured(
    engine: Engine, options: EvaluateOptions, picture: Path
) -> Iterator[tuple[str, str, str, float]]:
    """Yield what Quantus says of each method's map of a picture."""
    subject = engine._subject  # noqa: SLF001 - Quantus asks the network itself
    assert subject is not None
    model = subject.opened.module
    peers = quantus_measures(model)
    trials: list[Trial] = []
    (one,) = find_measures(("complexity",))
    keep = replace(one, read=lambda trial: (trials.append(trial), one.read(trial))[1])
    for request in options.requests(picture, engine.methods.table):
        trials.clear()
        list(engine.measure(request, MeasureWish(measures=(keep,))))
        best = int(model(torch.from_numpy(trials[0].x[None])).argmax())
        for pane, trial in zip(request.panes, trials, strict=True):
            for key, ask in peers.items():
                yield str(picture), pane.method, key, ask(trial, best)


def quantus_measures(model: torch.nn.Module) -> dict[str, Peer]:
    """Return Quantus' measures by the keys of ours, asked about one map."""
    quantus: Any = import_module("quantus")

    quiet: dict[str, Any] = {"disable_warnings": True, "display_progressbar": False}
    side = 224
    each = {
        "deletion": quantus.PixelFlipping(
            features_in_step=side * side // PIECES,
            perturb_baseline="mean",
            **quiet,
        ),
        "complexity": quantus.Complexity(**quiet),
        "faithfulness_correlation": quantus.FaithfulnessCorrelation(
            nr_runs=RUNS, subset_size=side * side // PATCH, perturb_baseline="mean", **quiet
        ),
    }

    def asking(metric: Any) -> Peer:
        def ask(trial: Trial, best: int) -> float:
            np.random.seed(0)  # noqa: NPY002 - what Quantus draws from
            (value,) = metric(
                model=model,
                x_batch=trial.x[None],
                y_batch=np.array([best]),
                a_batch=trial.map[None, None],
                softmax=True,
                device="cpu",
            )
            curve = np.atleast_1d(np.asarray(value, np.float64))
            return float(curve.mean())  # of a curve of equal steps: its area

        return ask

    return {key: asking(metric) for key, metric in each.items()}


def _score(picture: str, method: str, measure: str, value: float) -> Score:
    nothing = math.nan
    return Score(
        picture=picture,
        method=method,
        layer="",
        target="",
        measure=measure,
        value=value,
        baseline=nothing,
        rank=nothing,
        seconds=nothing,
    )


if __name__ == "__main__":
    sys.exit(main())
