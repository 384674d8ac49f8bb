"""The models opened last: newest first, the last one reopened, and nonsense forgotten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from given_records import given_model
from PySide6.QtCore import QSettings

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ModelRef
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_text import PastModel, model_from_text, model_to_text
from viewer.session.model_history import ModelHistory

INFO = given_model(rule=InputRule(size=(48, 32), shorter_side=None))
REFS = (
    ModelRef(source="zoo", name="alexnet"),
    ModelRef(source="timm", name="resnet50.a1_in1k"),
    ModelRef(source="file", path=Path("/models/猫 “1”.pth"), arch="timm:resnet18"),
    ModelRef(source="file", path=Path("/models/whole.pt")),
)


def info(ref: ModelRef) -> ModelInfo:
    return replace(INFO, ref=ref, title=f"title of {ref.name or ref.path}")


@pytest.fixture
def make(tmp_path):
    """A history on the same settings file each time, as at the next start."""
    path = str(tmp_path / "settings.ini")

    def make() -> ModelHistory:
        return ModelHistory(QSettings(path, QSettings.Format.IniFormat))

    return make


@pytest.mark.parametrize("ref", [ModelRef(), *REFS])
def test_a_model_becomes_a_line_and_back(ref):
    assert model_from_text(model_to_text(ref)) == ref


@pytest.mark.parametrize(
    "line",
    [
        "",
        "x",
        "[]",
        "null",
        "3",
        '["zoo", "", "", ""]',
        '["zoo", "a", "/b", ""]',
        '["file", "", "", ""]',
        '["default", "a", "", ""]',
        '["web", "a", "", ""]',
        '["file", "", ["/x"], ""]',
    ],
)
def test_a_line_of_nonsense_is_no_model(line):
    assert model_from_text(line) is None


def test_the_last_one_comes_first_and_survives_the_program(make):
    history, told = make(), []
    history.changed.connect(told.append)
    for ref in (*REFS, REFS[0]):
        history.note(info(ref))
    wanted = [REFS[0], REFS[3], REFS[2], REFS[1]]
    assert [past.ref for past in told[-1]] == wanted
    again = make()
    assert [past.ref for past in again.models()] == wanted
    assert again.models()[0] == PastModel(REFS[0], "title of alexnet")
    assert again.last() == REFS[0]


def test_the_default_model_is_the_last_one_but_in_no_list(make):
    history = make()
    history.note(info(REFS[0]))
    history.note(info(ModelRef()))
    assert make().last() is None
    assert [past.ref for past in make().models()] == [REFS[0]]


def test_only_so_many_are_kept(make):
    for number in range(14):
        make().note(info(ModelRef(source="zoo", name=f"net{number}")))
    assert [past.ref.name for past in make().models()] == [f"net{n}" for n in range(13, 3, -1)]


@pytest.mark.parametrize("value", ["x", ["[]", '["x", 3]', '["[]", "t"]'], 7, '[["zoo"], "t"]'])
def test_settings_that_say_nonsense_have_forgotten_it(value, tmp_path):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("recent/models", value)
    settings.setValue("recent/model", value)
    history = ModelHistory(settings)
    assert history.models() == []
    assert history.last() is None
