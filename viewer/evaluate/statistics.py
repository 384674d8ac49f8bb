"""What scores say of methods: means with bootstrap intervals, and which differences are noise."""

from __future__ import annotations

import math
import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from viewer.evaluate.scores import Score

Numbers = NDArray[np.float64]
RESAMPLES = 2000
SEED = 0
Way = tuple[str, str]  # method, layer
Values = dict[Way, dict[tuple[str, str], float]]  # by (picture, target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One method at one layer by one measure, over all pictures; nan where there is no number."""

    method: str
    layer: str
    measure: str
    mean: float
    low: float  # of the bootstrap 95 % interval of the mean
    high: float
    n: int
    baseline: float  # mean over random maps and pictures
    rank: float  # mean rank among the rivals

    @property
    def way(self) -> Way:
        """The method and its layer."""
        return self.method, self.layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two ways by one measure, on the pictures that have both."""

    measure: str
    first: Way
    second: Way
    n: int
    mean: float  # of first minus second
    p: float  # of Wilcoxon's signed-rank test
    p_holm: float  # the same after Holm's correction over all pairs of the measure


def summaries(scores: Sequence[Score]) -> list[Summary]:
    """Return a summary of each method, layer and measure, in the order in which they come."""
    groups: dict[tuple[str, Way], list[Score]] = defaultdict(list)
    for score in scores:
        groups[score.measure, (score.method, score.layer)].append(score)
    return [_summary(measure, way, mine) for (measure, way), mine in groups.items()]


def differences(scores: Iterable[Score]) -> list[Difference]:
    """Test every two ways against one another by every measure; Holm's correction within each."""
    by_measure: dict[str, Values] = defaultdict(lambda: defaultdict(dict))
    for score in scores:
        if math.isfinite(score.value):
            way = score.method, score.layer
            by_measure[score.measure][way][score.picture, score.target] = score.value
    found: list[Difference] = []
    for measure, values in by_measure.items():
        pairs = list(combinations(values, 2))
        tested = [_paired(values[first], values[second]) for first, second in pairs]
        corrected = holm([p for _, _, p in tested])
        found += [
            Difference(
                measure=measure, first=first, second=second, n=n, mean=mean, p=p, p_holm=p_holm
            )
            for (first, second), (n, mean, p), p_holm in zip(pairs, tested, corrected, strict=True)
        ]
    return found


def interval(values: Numbers) -> tuple[float, float]:
    """Return the 95 % interval of a mean: percentiles of the means of resampled values."""
    if len(values) < 2:
        return math.nan, math.nan
    random = np.random.default_rng(SEED)
    means = [
        float(values[random.integers(0, len(values), len(values))].mean()) for _ in range(RESAMPLES)
    ]
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)


def holm(p: Sequence[float]) -> list[float]:
    """Return p-values after Holm's step-down correction: the k-th smallest times (m - k + 1).

    Source: Holm, "A simple sequentially rejective multiple test procedure", 1979
    """
    order = np.argsort(p, kind="stable")
    corrected, least = [0.0] * len(p), 0.0
    for place, index in enumerate(order):
        least = max(least, min(1.0, (len(p) - place) * p[index]))
        corrected[index] = least
    return corrected


def wilcoxon(differences: Numbers) -> float:
    """Return the two-sided p of Wilcoxon's signed-rank test; 1 where nothing differs."""
    from scipy import stats

    apart = differences[differences != 0]
    if not len(apart):
        return 1.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # few pictures: the p-value is large, which tells as much
        return float(np.asarray(stats.wilcoxon(apart))[1])


def _summary(measure: str, way: Way, scores: Sequence[Score]) -> Summary:
    values = np.array([score.value for score in scores], np.float64)
    values = values[np.isfinite(values)]
    low, high = interval(values)
    return Summary(
        method=way[0],
        layer=way[1],
        measure=measure,
        mean=float(values.mean()) if len(values) else math.nan,
        low=low,
        high=high,
        n=len(values),
        baseline=_mean(score.baseline for score in scores),
        rank=_mean(score.rank for score in scores),
    )


def _paired(
    first: dict[tuple[str, str], float], second: dict[tuple[str, str], float]
) -> tuple[int, float, float]:
    both = [key for key in first if key in second]
    apart = np.array([first[key] - second[key] for key in both], np.float64)
    if not len(apart):
        return 0, math.nan, 1.0
    return len(apart), float(apart.mean()), wilcoxon(apart)


def _mean(values: Iterable[float]) -> float:
    finite = [value for value in values if math.isfinite(value)]
    return sum(finite) / len(finite) if finite else math.nan
