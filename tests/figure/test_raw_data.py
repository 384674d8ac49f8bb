"""Raw data comes back from other programs' readers as the very numbers it was."""

import csv
import io
import re
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from viewer.figure.raw_data import pack_csv, pack_npy, pack_npz, pack_tiff


def test_numpy_reads_the_very_floats(make_explanation):
    heat = make_explanation().maps[1]
    raw = np.load(io.BytesIO(pack_npy(heat)), allow_pickle=False)
    assert raw.dtype == np.float32
    np.testing.assert_array_equal(raw, heat.raw)
    with np.load(io.BytesIO(pack_npz([("dog/layer_cam", heat)])), allow_pickle=False) as maps:
        np.testing.assert_array_equal(maps["dog/layer_cam"], heat.raw)


def test_a_16_bit_tiff_gives_the_values_back(make_explanation):
    raw = np.linspace(-1.5, 2.25, 35, dtype=np.float32).reshape(5, 7)
    heat = replace(make_explanation().maps[0], raw=raw)
    with Image.open(io.BytesIO(pack_tiff(heat))) as picture:
        assert picture.mode == "I;16"
        grey, words = np.asarray(picture).astype(float), picture.tag_v2[270]
    low, high = (float(re.search(rf"{name}=(\S+?)(;|$)", words)[1]) for name in ("low", "high"))
    assert (grey.min(), grey.max()) == (0, 65535)
    np.testing.assert_allclose(low + (high - low) * grey / 65535, raw, atol=3e-5)


def test_no_cell_of_a_table_is_a_formula_and_numbers_stay_numbers(make_explanation):
    explanation = make_explanation(name="=1+1\udcff.png")
    named = replace(explanation.model, class_names=("=cmd|'/c calc'!A0", "@dog"))
    content = pack_csv([replace(explanation, model=named)])
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {row["class"] for row in rows} == {"'=cmd|'/c calc'!A0", "'@dog"}
    assert {row["picture"] for row in rows} == {"'=1+1\ufffd.png"}
    assert [float(row["logit"]) for row in rows] == sorted(
        explanation.prediction.answer.tolist(), reverse=True
    )


def test_predictions_are_a_table_with_the_likeliest_first(make_explanation):
    rows = list(csv.DictReader(io.StringIO(pack_csv([make_explanation()]).decode("utf-8-sig"))))
    assert [row["class"] for row in rows] == ["goldfish", "tench"]
    assert [row["rank"] for row in rows] == ["1", "2"]
    assert float(rows[0]["probability"]) == pytest.approx(0.75)
    assert rows[0]["picture"] == "photo.png"
