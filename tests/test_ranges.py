"""The script that tries the promised versions asks for those that pyproject.toml names."""

from __future__ import annotations

from pathlib import Path

import pytest
from given_scripts import load_script
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def ranges():
    return load_script("packaging/ranges.py")


def test_every_requirement_has_one_lowest_version_that_it_accepts(ranges):
    lowest = dict(line.split("==") for line in ranges.wanted("lowest"))
    assert {"torch", "numpy", "pytest-qt", "pillow-heif", "matplotlib"} <= set(lowest)
    assert "camscope" not in lowest
    for each in ranges.requirements():
        assert each.specifier.contains(lowest[each.name]), each
    with pytest.raises(ValueError, match="no lowest version"):
        ranges.lowest(Requirement("numpy<3"))


def test_one_line_of_pyside_applies_to_one_python(ranges):
    names = [each.name for each in ranges.requirements()]
    assert len(names) == len(set(names))


def test_a_version_can_be_kept_in_both_sets(ranges):
    for which in ("lowest", "newest"):
        lines = ranges.wanted(which, keep=["torch==2.14.1"])
        assert "torch==2.14.1" in lines
        assert sum(Requirement(line).name == "torch" for line in lines) == 1
    newest = [Requirement(line) for line in ranges.wanted("newest")]
    assert all("==" not in str(each.specifier) for each in newest)
