"""Why alike: another picture is chosen, the model is read before its last layer, and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from given_records import given_model
from PySide6.QtWidgets import QFileDialog

from viewer.core.asks.target import Target
from viewer.core.models.model_setup import LIKENESS, ModelSetup
from viewer.features.likeness import LikenessFeature
from viewer.household import Household
from viewer.tasks.likeness_asking import likeness_name


def like(path: Path) -> Target:
    return Target(kind="name", name=likeness_name(path))


def test_another_picture_is_compared_and_the_two_are_swapped(
    window: Household, photo_folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    session, feature = window.session, window[LikenessFeature]
    wishes = []
    session.model_wished.connect(wishes.append)
    one, other = photo_folder / "photo1.png", photo_folder / "photo3.png"
    model = given_model(setup=ModelSetup(part="logits"))
    session.accept_model(model)
    session.set_image(one)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    feature.commands["why_alike"]()
    (wish,) = wishes
    assert wish.setup == ModelSetup(part="logits", task=LIKENESS)
    assert session.target == Target()
    session.accept_model(replace(model, ref=wish, setup=wish.setup, task=LIKENESS))
    qtbot.waitUntil(lambda: session.target == like(other))
    feature.commands["alike_swap"]()
    assert session.image is not None
    assert (session.image.path, session.target) == (other, like(one))
    session.set_target(replace(like(one), direction="lower"))
    feature.commands["why_alike"]()  # the same picture: it keeps the direction that was asked for
    assert session.target == replace(like(other), direction="lower")
    assert len(wishes) == 1
    feature.commands["alike_end"]()
    assert wishes[1].setup == ModelSetup(part="logits")


def test_nothing_is_compared_where_nothing_was_chosen(
    window: Household, photo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, feature = window.session, window[LikenessFeature]
    wishes = []
    session.model_wished.connect(wishes.append)
    feature.compare(photo_folder / "photo1.png")  # no model is open
    session.accept_model(given_model())
    session.set_image(photo_folder / "photo1.png")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    for command in feature.commands.values():
        command()
    assert wishes == []
    assert session.target == Target()
