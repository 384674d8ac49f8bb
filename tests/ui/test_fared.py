"""How methods fared: the table of the pages is a true ranking, and the pages show it."""

from __future__ import annotations

from itertools import groupby

import pytest

from viewer.measures.registry import find_measures
from viewer.methods.registry import built_in
from viewer.ui.dialogs.fared import fared, how_it_fared
from viewer.ui.dialogs.method_page import page_of

METHODS = built_in().table
ROWS = tuple(fared().values())
BY_MEASURE = {key: tuple(rows) for key, rows in groupby(ROWS, lambda row: row["measure"])}


@pytest.mark.parametrize("key", BY_MEASURE)
def test_places_are_those_of_the_means(key):
    (measure,) = find_measures([key])
    sign = -1 if measure.row.better == "higher" else 1
    means = [sign * float(row["mean"]) for row in BY_MEASURE[key]]
    for row, mean in zip(BY_MEASURE[key], means, strict=True):
        ahead, same = sum(other < mean for other in means), means.count(mean)
        assert ahead + 1 <= float(row["place"]) <= ahead + same
        assert int(row["of"]) == len(means)
        assert float(row["low"]) <= float(row["mean"]) <= float(row["high"])


def test_what_is_known_beforehand_holds():
    mean = {at: float(row["mean"]) for at, row in fared().items()}
    assert mean["class_sensitivity", "eigen_cam"] == 1.0  # it knows no class
    assert mean["class_sensitivity", "random_cam"] == 1.0
    assert mean["insertion", "random_cam"] < mean["insertion", "grad_cam"]
    last = max(BY_MEASURE["insertion"], key=lambda row: float(row["place"]))
    assert last["method"] == "random_cam"
    # At the last layer before the average these three are one (README of the methods).
    for measure in ("deletion", "insertion", "drop"):
        one = mean[measure, "grad_cam"]
        assert mean[measure, "hires_cam"] == pytest.approx(one, abs=2e-3)
        assert mean[measure, "xgrad_cam"] == pytest.approx(one, abs=2e-3)


def test_a_page_ends_with_the_table():
    page = page_of(METHODS.find("grad_cam"))
    row = fared()["deletion", "grad_cam"]
    assert f"On {row['n']} photographs" in page
    told = f"| Deletion (less is better) | {float(row['mean']):.2f} ({float(row['low']):.2f} – "
    assert told in page
    assert page.index("## Paper") < page.index("## How it fared")


def test_a_method_that_was_not_measured_has_no_table():
    assert how_it_fared("rise") == ""
    assert "How it fared" not in page_of(METHODS.find("rise"))
