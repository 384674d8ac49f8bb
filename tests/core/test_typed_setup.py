"""A model's setup from the command line's files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from viewer.core.errors import UserError
from viewer.core.models.model_setup import ModelSetup, setup_data
from viewer.core.models.typed_setup import typed_setup

SAID = ModelSetup(class_names=("a", "b"), answer="multi_label")


def test_nothing_typed_is_as_remembered(tmp_path: Path) -> None:
    assert typed_setup(None, None) is None
    assert typed_setup(None, "none") == ModelSetup()
    assert typed_setup(None, None, "ema") == ModelSetup(weights="ema")


def test_names_and_the_rest_go_together(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("cat\ndog\n")
    (tmp_path / "setup.json").write_text(json.dumps(setup_data(SAID)))
    names = ("cat", "dog")
    assert typed_setup(tmp_path / "names.txt", None) == ModelSetup(class_names=names)
    assert typed_setup(None, str(tmp_path / "setup.json")) == SAID
    both = typed_setup(tmp_path / "names.txt", str(tmp_path / "setup.json"))
    assert both == ModelSetup(class_names=names, answer="multi_label")


def test_a_recipe_is_a_setup_too(tmp_path: Path) -> None:
    recipe = {"format": 1, "model": {"title": "x", "setup": setup_data(SAID)}}
    (tmp_path / "a.json").write_text(json.dumps(recipe))
    assert typed_setup(None, str(tmp_path / "a.json")) == SAID
    (tmp_path / "b.json").write_text(json.dumps({"model": {"title": "x", "setup": None}}))
    assert typed_setup(None, str(tmp_path / "b.json")) == ModelSetup()


@pytest.mark.parametrize("text", ["", "[1]", '{"answer": 3}'])
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(UserError) as told:
        typed_setup(None, str(tmp_path / "a.json"))
    assert told.value.hint
