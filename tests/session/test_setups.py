"""What the user says of a model is handed on, and remembered once the model has taken it."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from given_records import given_model

from viewer import paths
from viewer.core.asks.references import ModelRef
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_setup import LIKENESS, ModelSetup
from viewer.core.stores.setup_memory import remember_setup, remembered_setup
from viewer.session.setups import Setups

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
    setups.decline(MODEL)
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
        '{"rule": {"size": [8, 8], "shorter_side": 3, "interpolation": "exec"}}',
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
    assert ref.same_network(replace(ref, setup=NAMES))
    assert not ref.same_network(ModelRef.parse("b.pth"))


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


LENT = ModelSetup(class_names=("dog", "shark"))


def given_lent(setups, setup=LENT, name="figure.png"):
    setups.borrow(setup, name)
    ref, names = replace(MODEL.ref, setup=setup), setup.class_names
    model = replace(MODEL, ref=ref, setup=setup, class_titles=names, named=True)
    setups.set_model(model)
    return model


def test_a_setup_that_came_with_a_file_is_not_remembered(setups):
    remember_setup(SHA, NAMES)
    told: list = []
    setups.lent_changed.connect(told.append)
    given_lent(setups)
    assert remembered_setup(SHA) == NAMES
    assert setups.lent == "figure.png"
    setups.give_back()
    assert setups.wished == [MODEL.ref]
    setups.set_model(replace(MODEL, setup=NAMES, named=True))
    assert remembered_setup(SHA) == NAMES
    assert told == ["figure.png", None]


def test_a_setup_that_came_with_a_file_is_kept_when_the_user_says_so(setups):
    given_lent(setups)
    setups.keep()
    assert (remembered_setup(SHA), setups.lent) == (LENT, None)
    given_lent(setups)
    assert setups.lent is None, "it is the user's own now"


def test_what_could_not_be_kept_is_still_lent(setups):
    paths.user_data().mkdir(parents=True)
    (paths.user_data() / "models").touch()
    told: list = []
    setups.failed.connect(told.append)
    given_lent(setups)
    setups.keep()
    assert len(told) == 1
    assert setups.lent == "figure.png"


def test_the_users_own_setup_in_a_file_is_nobody_elses(setups):
    remember_setup(SHA, NAMES)
    given_lent(setups, NAMES)
    assert setups.lent is None


def test_a_file_that_says_what_the_user_said_before_is_not_the_user(setups):
    setups.set_model(MODEL)
    setups.apply(LENT)
    setups.apply(NAMES)
    setups.set_model(replace(MODEL, ref=setups.wished[-1], setup=NAMES, named=True))
    given_lent(setups)
    assert (remembered_setup(SHA), setups.lent) == (NAMES, "figure.png")


def test_a_name_changed_in_a_lent_setup_is_lent_too(setups):
    remember_setup(SHA, NAMES)
    given_lent(setups)
    setups.rename(1, "whale")
    setup = ModelSetup(class_names=("dog", "whale"))
    assert setups.wished == [replace(MODEL.ref, setup=setup)]
    setups.set_model(replace(MODEL, ref=setups.wished[0], setup=setup, named=True))
    assert (remembered_setup(SHA), setups.lent) == (NAMES, "figure.png")


def test_what_the_dialog_says_over_a_lent_setup_is_the_users(setups):
    given_lent(setups)
    setups.apply(LENT)
    assert (remembered_setup(SHA), setups.lent) == (LENT, None), "OK, without a change"
    given_lent(setups, NAMES)
    said = replace(NAMES, answer="multi_label")
    setups.apply(said)
    setups.set_model(replace(MODEL, ref=setups.wished[-1], setup=said, named=True))
    assert (remembered_setup(SHA), setups.lent) == (said, None)


def test_another_window_knows_what_is_lent(setups, qapp):
    model = given_lent(setups)
    other = Setups()
    other.take_over(setups)
    other.set_model(model)
    assert other.lent == "figure.png"
    assert remembered_setup(SHA) is None


def test_names_that_were_declined_belong_to_the_model_that_was_asked_about(setups):
    other = "cd" * 32
    setups.set_model(MODEL)
    setups.set_model(replace(MODEL, weights_sha256=other, ref=ModelRef.default()))
    setups.decline(MODEL)
    assert (remembered_setup(SHA), remembered_setup(other)) == (ModelSetup(), None)


def test_a_model_that_compares_pictures_has_no_lent_setup(setups):
    """It is read before its last layer for a while; what else a file says of it is lent."""
    remember_setup(SHA, NAMES)
    for setup, lent in ((replace(NAMES, task=LIKENESS), None), (ModelSetup(task=LIKENESS), "")):
        setups.set_model(replace(MODEL, ref=replace(MODEL.ref, setup=setup), setup=setup))
        assert setups.lent == lent
    assert remembered_setup(SHA) == NAMES
