"""The table of scores comes back as it was, whatever names it holds, and is no formula."""

from __future__ import annotations

import csv
import math
import sys
from dataclasses import replace
from types import ModuleType

import pytest

from viewer.core.errors import UserError
from viewer.evaluate.scores import COLUMNS, Score, read_scores, to_csv, to_parquet

ONE = Score(
    picture='=cmd|"x",\n.png',
    method="grad_cam",
    layer="a+b",
    target="-dog",
    measure="deletion",
    value=-0.25,
    baseline=math.nan,
    rank=2.5,
    seconds=0.125,
)


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "scores.csv"
    path.write_bytes(to_csv([ONE, replace(ONE, picture="'quoted", value=math.nan, baseline=1.0)]))
    first, second = read_scores(path)
    assert replace(first, baseline=0.0) == replace(ONE, baseline=0.0)
    assert math.isnan(first.baseline)
    assert (second.picture, second.baseline) == ("'quoted", 1.0)
    assert math.isnan(second.value)


def test_no_cell_is_a_formula(tmp_path):
    path = tmp_path / "scores.csv"
    path.write_bytes(to_csv([ONE]))
    with path.open(newline="", encoding="utf-8") as file:
        head, row = csv.reader(file)
    assert tuple(head) == COLUMNS
    assert [row[0][:2], row[3]] == ["'=", "'-dog"]
    assert row[5] == "-0.25"  # a number is none


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", ",".join(COLUMNS) + "\n1,2\n", "\xff\x00"])
def test_another_table_is_refused_in_words(tmp_path, text):
    path = tmp_path / "scores.csv"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(UserError):
        read_scores(path)


def test_without_pyarrow_there_is_no_parquet(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert to_parquet([ONE]) is None


def test_parquet_holds_the_same(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", exc_type=ImportError)
    import io

    assert isinstance(parquet, ModuleType)
    content = to_parquet([ONE])
    assert content is not None
    table = parquet.read_table(io.BytesIO(content)).to_pylist()
    assert table[0]["picture"] == ONE.picture
    assert table[0]["value"] == -0.25
