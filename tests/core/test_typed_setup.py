"""A model's setup from the command line's files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from viewer.core.errors import UserError
from viewer.core.models.model_setup import FurtherInput, ModelSetup, read_setup, setup_data
from viewer.core.models.typed_setup import typed_setup
from viewer.core.plain import from_plain, to_plain

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


def test_further_inputs_are_numbers_by_name(tmp_path: Path) -> None:
    path = tmp_path / "setup.json"
    path.write_text('{"inputs": {"age": 0.5, "blood": [1, 2.5]}}')
    setup = typed_setup(None, str(path))
    assert setup is not None
    age, blood = setup.inputs
    assert (age.name, age.values) == ("age", (0.5,))
    assert (blood.name, blood.values) == ("blood", (1.0, 2.5))
    assert setup_data(setup) == {"inputs": {"age": 0.5, "blood": (1.0, 2.5)}}
    assert read_setup(setup_data(setup) | {"inputs": {"age": 0.5, "blood": [1.0, 2.5]}}) == setup
    assert from_plain(ModelSetup, to_plain(setup)) == setup


@pytest.mark.parametrize("inputs", ['{"age": "old"}', '{"age": []}', '{"a b": 1}', '{"age": null}'])
def test_further_inputs_are_checked(inputs: str, tmp_path: Path) -> None:
    path = tmp_path / "setup.json"
    path.write_text(f'{{"inputs": {inputs}}}')
    with pytest.raises(UserError):
        typed_setup(None, str(path))


RULE = {"size": [8, 8], "shorter_side": None}


@pytest.mark.parametrize(
    ("data", "words", "known"),
    [
        ({"class_name": ["a", "b"]}, "“class_name”", "class_names, rule, task"),
        ({"rule": {**RULE, "means": [0.5]}}, "“rule.means”", "size, shorter_side, interpolation"),
        ({"model": {"setup": {"labels": ["a", "b"]}}}, "“labels”", "class_names"),
        ({"model": {"x": 1}}, "“model”", "class_names"),
        ({"weights_sha256": "", "input": {"size": [8, 8]}}, "“input.size”", "width, height"),
        ({"weights_sha256": "", "input": {}, "class_names": ["a"]}, "“class_names”", "classes"),
    ],
)
def test_a_key_that_means_nothing_is_told_with_those_that_do(
    tmp_path: Path, data: object, words: str, known: str
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(data))
    with pytest.raises(UserError, match="No setup has the key") as told:
        typed_setup(None, str(tmp_path / "a.json"))
    assert words in told.value.headline
    assert known in told.value.hint


@pytest.mark.parametrize("inside", [{}, {"input": 3}, {"input": {}}, {"input": {}, "answer": [1]}])
def test_half_a_description_is_refused(tmp_path: Path, inside: dict[str, object]) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"weights_sha256": "", "classes": 3, **inside}))
    with pytest.raises(UserError) as told:
        typed_setup(None, str(tmp_path / "a.json"))
    assert told.value.hint


def test_what_only_the_user_can_say_comes_back_out_of_a_description(tmp_path: Path) -> None:
    """A file with two sets of weights would else be opened with the other one, in silence."""
    told = {"weights_sha256": "", "input": {"width": 8, "height": 8, "shorter_side": 8}}
    said = {"weights": "raw", "inputs": {"age": 3.0}, "answer": "numbers"}
    rows = [{"title": f"class {n}"} for n in range(3)]
    described = {**told, "classes": rows, "answer": {"kind": "logits", "part": ""}, "setup": said}
    (tmp_path / "a.json").write_text(json.dumps(described))
    found = typed_setup(None, str(tmp_path / "a.json"))
    assert found is not None
    assert (found.weights, found.answer, found.class_names) == ("raw", "logits", ())
    assert found.inputs == (FurtherInput(name="age", values=(3.0,)),)
