"""Regions in the window: a mask is chosen, an outline is drawn, and both are explained."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from given_records import given_model
from PySide6.QtWidgets import QFileDialog

from viewer.core.asks.target import Target
from viewer.features.regions import RegionsFeature
from viewer.household import Household


def test_a_mask_is_chosen_for_a_segmenter_alone(
    window: Household, photo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, feature = window.session, window[RegionsFeature]
    mask = photo_folder / "mask.png"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(mask), ""))
    session.set_image(photo_folder / "photo1.png")
    session.accept_model(given_model())
    feature.commands["region_file"]()
    assert session.target == Target()
    assert "does not answer with regions" in window.window.notices.text
    session.accept_model(given_model(task="regions", local=True))
    session.set_target(Target(direction="lower"))
    feature.commands["region_file"]()
    assert session.target == Target(kind="name", name=f"region {mask}", direction="lower")
    feature.commands["wrong_file"]()
    assert session.target == Target(kind="name", name=f"wrong {mask}", direction="lower")


def test_an_outline_that_is_drawn_is_explained(window: Household, photo_folder: Path) -> None:
    session, feature = window.session, window[RegionsFeature]
    session.set_image(photo_folder / "photo1.png")
    session.accept_model(given_model())
    assert feature.outline.isHidden()
    session.accept_model(given_model(task="regions", local=True))
    assert not feature.outline.isHidden()
    session.set_target(Target(direction="lower"))
    drawn = Target(kind="name", name="region 1,2 30,4 5,60")
    feature.outline.target_chosen.emit(drawn)
    assert session.target == replace(drawn, direction="lower")
    assert len(feature.outline._corners) == 3
