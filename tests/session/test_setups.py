"""What the user says of a model is handed on, and remembered once the model has taken it."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from given_records import given_model

from viewer import paths
from viewer.core.geometry import InputRule
from viewer.core.model_setup import ModelSetup
from viewer.core.records import ModelRef
from viewer.core.setup_memory import remember_setup, remembered_setup
from viewer.session.setups import Setups, is_same_network

SHA = "ab" * 32
NAMES = ModelSetup(class_names=("cat", "dog"))
MODEL = given_model(
    ref=ModelRef.parse("torch_alex.pth"),
    title="AlexNet (2 classes)",
    default_layer="features.12",
    class_names=("class 0", "class 1"),
    weights_sha256=SHA,
    named=False,
)


@pytest.fixture
def setups(qapp):
    setups = Setups()
    setups.asked, setups.wished = [], []
    setups.names_needed.connect(setups.asked.append)
    setups.model_wished.connect(setups.wished.append)
    return setups


def test_names_are_asked_for_once(setups):
    setups.set_model(MODEL)
    setups.set_model(MODEL)
    assert setups.asked == [MODEL]
    setups.decline()
    assert remembered_setup(SHA) == ModelSetup()


@pytest.mark.parametrize(
    "model",
    [
        replace(MODEL, named=True),
        replace(MODEL, setup=ModelSetup()),
        replace(MODEL, ref=ModelRef.default()),
    ],
)
def test_nobody_is_asked_without_need(setups, model):
    setups.set_model(model)
    assert setups.asked == []


def test_a_setup_is_remembered_when_the_model_has_taken_it(setups):
    setups.set_model(MODEL)
    setups.apply(NAMES)
    assert setups.wished == [replace(MODEL.ref, setup=NAMES)]
    assert remembered_setup(SHA) is None, "the model may yet refuse it"
    setups.set_model(replace(MODEL, ref=setups.wished[0], setup=NAMES, named=True))
    assert remembered_setup(SHA) == NAMES
    setups.apply(NAMES)
    assert len(setups.wished) == 1, "nothing new was said"


def test_a_setup_with_every_field_comes_back():
    rule = InputRule(
        size=(28, 32), shorter_side=None, mean=(0.1,), std=(0.3,), colours="single", white=255
    )
    said = ModelSetup(class_names=("猫", "狗"), rule=rule, answer="multi_label", part="out")
    remember_setup(SHA, said)
    assert remembered_setup(SHA) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"answer": "nonsense"}',
        '{"rule": {"size": [0, 5], "shorter_side": 3}}',
        '{"rule": {"size": [8, 8], "shorter_side": 3, "mean": [0], "std": [1]}}',
        '{"rule": {"size": [8, 8], "shorter_side": 3, "exec": "x"}}',
    ],
)
def test_a_damaged_memory_counts_as_none(text):
    remember_setup(SHA, NAMES)
    (paths.user_data() / "models" / f"{SHA}.json").write_text(text)
    assert remembered_setup(SHA) is None


def test_only_a_hash_names_a_file():
    with pytest.raises(ValueError, match="SHA-256"):
        remember_setup("../../etc/passwd", NAMES)


def test_the_same_network_with_another_setup():
    ref = ModelRef.parse("a.pth")
    assert is_same_network(ref, replace(ref, setup=NAMES))
    assert not is_same_network(ref, ModelRef.parse("b.pth"))


def test_one_class_is_renamed_and_the_others_stay(setups):
    rule = ModelSetup(answer="logits")
    setups.set_model(replace(MODEL, setup=rule))
    setups.rename(1, "dog")
    setups.rename(7, "nobody")
    names = ("class 0", "dog")
    assert setups.wished == [replace(MODEL.ref, setup=replace(rule, class_names=names))]


def test_drafts_of_earlier_versions_that_were_killed_are_taken_away():
    folder = paths.user_data() / "models"
    folder.mkdir(parents=True)
    for name in ("b" * 64 + ".new", "b" * 64 + ".code.new", "mine.new"):
        (folder / name).touch()
        os.utime(folder / name, (0, 0))
    remember_setup("a" * 64, ModelSetup())
    assert sorted(path.name for path in folder.iterdir()) == ["a" * 64 + ".json", "mine.new"]
