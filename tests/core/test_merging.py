"""Layers joined by a sign."""

from __future__ import annotations

import pytest

from viewer.core.errors import UserError
from viewer.core.maps.merging import Merge, has_layers, parse_layers


@pytest.mark.parametrize(
    ("text", "merge"),
    [
        ("layer4", Merge(("layer4",))),
        ("layer3.5+layer4", Merge(("layer3.5", "layer4"), "mean")),
        ("a | b|c", Merge(("a", "b", "c"), "max")),
        ("a*b*a", Merge(("a", "b"), "product")),
    ],
)
def test_layers_are_read_and_written(text: str, merge: Merge) -> None:
    assert parse_layers(text) == merge
    assert parse_layers(str(merge)).names == merge.names


@pytest.mark.parametrize("text", ["", "a+", "a+b|c", "*"])
def test_what_cannot_be_read(text: str) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        parse_layers(text)


def test_all_joined_layers_must_be_known() -> None:
    known = {"layer3", "layer4"}
    assert has_layers(known, None)
    assert has_layers(known, "layer4")
    assert has_layers(known, "layer3*layer4")
    assert not has_layers(known, "layer3+layer5")
