"""What the documents for developers name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from viewer import __version__

REPOSITORY = Path(__file__).resolve().parent.parent
PAGES = [
    *sorted((REPOSITORY / "docs").rglob("*.md")),
    REPOSITORY / "ARCHITECTURE.md",
    REPOSITORY / "CONTRIBUTING.md",
]
ROOMS = sorted(room.name for room in (REPOSITORY / "viewer").iterdir() if room.is_dir())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_named_exists(page):
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:viewer|tests|resources|packaging|benchmarks)/[\w/.-]+)`", text)
    named += [str((page.parent / link).resolve()) for link in re.findall(r"\]\(([\w/.-]+)\)", text)]
    within = re.findall(rf"`((?:{'|'.join(ROOMS)})/[\w/]+(?:\.py)?)`", text)
    named += [f"viewer/{name}" for name in within]
    missing = [name for name in named if "NAME" not in name and not (REPOSITORY / name).exists()]
    assert not missing


def test_decisions_are_numbered_without_gaps_and_say_what_was_rejected():
    pages = sorted((REPOSITORY / "docs" / "decisions").glob("*.md"))
    for number, page in enumerate(pages, 1):
        text = page.read_text(encoding="utf-8")
        assert page.name.startswith(f"{number:04}-")
        assert text.startswith(f"# {number}. ")
        for part in ("**Why.**", "**Decided.**", "**Rejected.**", "**What follows.**"):
            assert part in text, f"{page.name}: {part}"


def test_what_is_cited_is_this_version():
    cited = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == __version__
    assert cited["license"] == "MIT"
