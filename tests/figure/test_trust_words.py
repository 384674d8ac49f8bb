"""What was measured of maps stands below their panels, in captions and in recipes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.trust_reading import TrustReading
from viewer.figure.prose import caption
from viewer.figure.provenance import recipe
from viewer.figure.render import render
from viewer.figure.rows import FigureRow
from viewer.figure.style import FigureStyle
from viewer.figure.trust_words import trust_words
from viewer.measures.summary import trust_summary

READINGS = (
    TrustReading(ticket=1, key="deletion", value=0.1, rank=1, of=19),  # better than all
    TrustReading(ticket=1, key="insertion", value=0.4, rank=6, of=19),  # than most
    TrustReading(ticket=1, key="class_sensitivity", value=1.0),  # the same for every class
    TrustReading(ticket=1, key="infidelity", value=3.0),  # says nothing by itself
)
STRIP = "Trust: 1 of 3 tests passed, 1 doubtful. Fails: Class sensitivity, least likely class"


@pytest.fixture
def measured(make_explanation) -> ExplainedPicture:
    """An explanation of two maps, of which the first was measured."""
    plain = make_explanation()
    first, second = plain.maps
    return replace(plain, maps=(replace(first, trust=READINGS), second))


def texts(explanation, **style) -> list[str]:
    row = FigureRow.of(explanation, np.full((160, 240, 3), 128, np.uint8))
    figure = render([row], FigureStyle(**style))
    return [text.get_text() for text in figure.texts]


def test_verdicts_are_counted() -> None:
    found = trust_summary(READINGS)
    assert (found.passes, found.doubtful) == (("Deletion",), ("Insertion",))
    assert found.fails == ("Class sensitivity, least likely class",)
    assert found.of == 3
    assert trust_summary(()).of == 0


def test_a_strip_stands_below_a_measured_panel_alone(measured) -> None:
    drawn = texts(measured, trust=True)
    assert STRIP in " ".join(drawn)
    assert " ".join(drawn).count("Trust:") == 1
    assert "Trust:" not in " ".join(texts(measured))
    assert "Trust:" not in " ".join(texts(replace(measured, maps=measured.maps[1:]), trust=True))


def test_it_speaks_chinese_and_names_no_more_than_two(measured) -> None:
    (heat, other) = measured.maps
    assert trust_words(heat, "zh_CN") == "可信度：3 项中通过 1 项，1 项存疑，1 项未通过"
    assert trust_words(other) == ""
    failing = ("class_sensitivity", "class_sensitivity_second", "randomisation")
    bad = tuple(TrustReading(ticket=1, key=key, value=1.0) for key in failing)
    assert trust_words(replace(heat, trust=bad)).endswith(" and 1 more")


def test_captions_and_recipes_tell_it(measured) -> None:
    assert "Trust: Grad-CAM – 1 of 3 tests passed" in caption([measured], FigureStyle())
    assert "可信度：Grad-CAM – 3 项中" in caption([measured], FigureStyle(lang="zh_CN"))
    first, second = recipe([measured])["maps"]
    assert "trust" not in second
    assert first["trust"][0] == {
        "measure": "deletion",
        "value": 0.1,
        "rank": 1.0,
        "of": 19,
        "verdict": "passes",
    }
    assert [one["verdict"] for one in first["trust"]] == ["passes", "doubtful", "fails", "none"]
    assert first["trust"][2]["rank"] is None
