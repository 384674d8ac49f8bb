"""The structure is asked for while it is looked at, once for each model and input size."""

from __future__ import annotations

from dataclasses import replace

import pytest
from given_records import given_model, given_prediction

from viewer.core.asks.records import Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.structure import DescribeModules, Structure
from viewer.core.maps.geometry import Geometry, InputRule
from viewer.session.structure import ModelStructure

MODEL = given_model(rule=InputRule(size=(48, 32), shorter_side=None))


def prediction(width: int, height: int, tmp_path) -> Prediction:
    size = (width, height)
    return given_prediction(
        Geometry(original=size, resized=size, offset=(0, 0), input=size),
        image=ImageRef(path=tmp_path),
    )


def answer(width: int, height: int, ref: ModelRef = MODEL.ref) -> Structure:
    return Structure(ref=ref, size=(width, height), nodes=(), default_layer="features")


@pytest.fixture
def watching(qapp):
    structure = ModelStructure()
    wishes: list[DescribeModules] = []
    facts: list[Structure | None] = []
    structure.structure_wished.connect(wishes.append)
    structure.structure_changed.connect(facts.append)
    return structure, wishes, facts


def test_nothing_is_asked_for_while_nobody_looks(watching, tmp_path):
    structure, wishes, _ = watching
    structure.set_model(MODEL)
    structure.set_prediction(prediction(60, 40, tmp_path))
    assert wishes == []
    structure.set_watched(True)
    assert wishes == [DescribeModules(ref=MODEL.ref, size=(60, 40))]


def test_each_size_is_asked_for_once_and_then_known(watching, tmp_path):
    structure, wishes, facts = watching
    structure.set_watched(True)
    structure.set_model(MODEL)
    structure.accept(answer(48, 32))
    structure.set_prediction(prediction(60, 40, tmp_path))
    structure.accept(answer(60, 40))
    structure.set_prediction(prediction(48, 32, tmp_path))
    structure.set_prediction(None)
    structure.set_prediction(prediction(60, 40, tmp_path))
    assert [wish.size for wish in wishes] == [(48, 32), (60, 40)]
    assert [fact.size if fact else None for fact in facts] == [
        None, (48, 32), (60, 40), (48, 32), (60, 40),
    ]  # fmt: skip


def test_another_model_forgets_the_one_before_and_its_late_answers(watching):
    structure, wishes, facts = watching
    structure.set_watched(True)
    structure.set_model(MODEL)
    structure.accept(answer(48, 32))
    other = replace(MODEL, ref=ModelRef(source="zoo", name="alexnet"))
    structure.set_model(other)
    structure.accept(answer(48, 32))
    assert facts[-1] is None
    assert wishes[-1] == DescribeModules(ref=other.ref, size=(48, 32))
    structure.accept(answer(48, 32, other.ref))
    assert facts[-1] == answer(48, 32, other.ref)
