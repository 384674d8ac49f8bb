"""Measures stand in one place: a page tells them as they are, and no layout has its own."""

from __future__ import annotations

import re
from pathlib import Path

from viewer.ui.looks import design

ROOT = Path(__file__).resolve().parents[2]
CALL = re.compile(r"(?:setContentsMargins|setSpacing|addSpacing)\(.*")
NUMBER = re.compile(r"(?<![\w.])[1-9]\d*(?![\w.])")
TIMES = re.compile(r"\d+ \* \(?|_PX // \d+")
ROW = re.compile(r"^\| `(\w+)` \| (\d+) \|", re.MULTILINE)


def test_the_page_tells_the_measures_as_they_are():
    told = {
        name: int(pixels)
        for name, pixels in ROW.findall((ROOT / "docs/design.md").read_text("utf-8"))
    }
    assert len(told) >= 6
    assert told == {name: getattr(design, name) for name in told}
    spacing = {name for name in vars(design) if name.endswith("_PX")} - {"CAPTION_PX"}
    assert spacing == set(told)


def test_no_layout_has_a_measure_of_its_own():
    """A number may be how many times a measure is taken, and nothing else."""
    found = [
        f"{path.relative_to(ROOT)}: {call}"
        for path in sorted((ROOT / "viewer/ui").rglob("*.py"))
        for call in CALL.findall(path.read_text("utf-8"))
        if NUMBER.search(TIMES.sub("", call))
    ]
    assert found == []
