"""The recipe tells the truth, in JSON."""

import json

import numpy as np
import pytest
import torch

from viewer import __version__
from viewer.figure.choices import LANGUAGES
from viewer.figure.provenance import centre_of_mass, keyed_maps, recipe, versions
from viewer.figure.words import WORDS, words


def test_a_recipe_holds_everything_a_map_depends_on(make_explanation):
    explanations = [make_explanation(target="dog"), make_explanation(target="cat")]
    data = json.loads(json.dumps(recipe(explanations, picture_sha256="cd"), allow_nan=False))
    assert data["picture"]["name"] == "photo.png"
    assert data["picture"]["sha256"] == "cd"
    assert (data["picture"]["width"], data["picture"]["height"]) == (240, 160)
    assert data["model"]["weights_sha256"] == "ab" * 32
    assert data["predictions"] == [
        {"index": 1, "name": "goldfish", "probability": 0.75, "logit": 2.0}
    ]
    assert data["groups"] == [{"name": "fish", "probability": 1.0, "logit": 2.3}]
    assert data["layer"] == "conv_head"
    assert data["methods"] == ["grad_cam", "layer_cam"]
    assert [target["asked"] for target in data["targets"]] == ["dog", "cat"]
    assert data["targets"][0]["members"] == [151, 152]
    assert data["geometry"]["mode"] == "stretch"
    assert data["geometry"]["box"] == [0.0, 0.0, 240.0, 160.0]
    keys = ["dog/grad_cam", "dog/layer_cam", "cat/grad_cam", "cat/layer_cam"]
    assert [each["key"] for each in data["maps"]] == keys
    assert [each["maximum"] for each in data["maps"]] == [4.0, 3.0, 4.0, 3.0]
    assert [each["minimum"] for each in data["maps"]] == [0.0] * 4
    assert data["versions"]["camscope"] == __version__


def test_numbers_that_json_lacks_become_null(make_explanation):
    raw = np.array([[np.nan, 1.0]], np.float32)
    data = recipe([make_explanation(raws={"grad_cam": raw})])
    assert data["maps"][0]["maximum"] is None
    json.dumps(data, allow_nan=False)


def test_the_centre_of_mass_is_in_original_pixels(make_explanation):
    geometry = make_explanation((240, 160), crop=True).maps[0].geometry
    raw = np.zeros((4, 4), np.float32)
    raw[0, 3] = 2.0
    assert centre_of_mass(raw, geometry) == pytest.approx((40 + 160 * 7 / 8, 20.0))
    assert centre_of_mass(np.zeros((2, 2), np.float32), geometry) is None
    assert centre_of_mass(-raw, geometry) is None


def test_direction_and_scale_are_told_and_keep_maps_apart(make_explanation):
    typed = ["3", "lower:3", "probability:3", "lower:probability:3"]
    explanations = [make_explanation(target=text) for text in typed]
    told = recipe(explanations)
    assert [target["asked"] for target in told["targets"]] == typed
    keys = [key for key, _ in keyed_maps(explanations, [each["asked"] for each in told["targets"]])]
    assert keys == [f"{text}/{method}" for text in typed for method in ("grad_cam", "layer_cam")]


def test_versions_are_those_that_run():
    assert versions()["numpy"] == np.__version__
    assert versions()["torch"].partition("+")[0] == torch.__version__.partition("+")[0]


def test_every_language_says_everything():
    for language in LANGUAGES:
        speech = words(language)
        assert speech is WORDS[language]
        assert set(speech.inputs) == set(WORDS["en"].inputs)
    with pytest.raises(Exception, match="do not speak"):
        words("tlh")
