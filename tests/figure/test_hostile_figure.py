"""Figures, recipes, words and tables of pictures whose names and classes are made to break them."""

import ast
import csv
import io
import json
import os
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from given_hostile import hostile_names
from PIL import Image
from pypdf import PdfReader

from viewer.core.asks.records import ExplainedPicture
from viewer.core.foreign_text import shown
from viewer.figure.choices import WORDS_KINDS
from viewer.figure.extras import words_of
from viewer.figure.making import FigureParts, make
from viewer.figure.prose import caption
from viewer.figure.python_script import python_script
from viewer.figure.raw_data import pack_csv
from viewer.figure.recipe_reading import find_recipe
from viewer.figure.style import FigureStyle

NAMES = (
    *(name.replace("/", ":").replace("\0", "") for name in hostile_names()),
    os.fsdecode(b"\xff\xfe.png"),
    'x"""\nimport os\n# \\',
)
every_name = pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name[:12]))


@pytest.fixture
def parts(make_parts, name) -> FigureParts:
    """The parts of a figure in which picture, classes, layer and model bear one name."""
    usual = make_parts(name=name)
    return replace(usual, explanations=[_named(each, name) for each in usual.explanations])


def _named(each: ExplainedPicture, name: str) -> ExplainedPicture:
    name = shown(name)  # as the engine hands it over
    maps = tuple(
        replace(heat, layer=name, resolved=replace(heat.resolved, title=name)) for heat in each.maps
    )
    model = replace(each.model, title=name, class_names=(name, name), class_titles=(name, name))
    return replace(each, model=model, maps=maps)


@pytest.mark.parametrize(
    ("name", "file_format"),
    [*((name, "svg") for name in NAMES), *((NAMES[6], each) for each in ("png", "tiff", "pdf"))],
    ids=lambda text: ascii(text[:12]),
)
def test_a_figure_is_well_formed_and_its_recipe_true(parts, name, file_format, tmp_path):
    style = FigureStyle(file_format=file_format, title=name[:1_000], dpi=72)
    content = make(parts, style, base=Path("/pictures"))
    if file_format == "svg":
        told = "".join(ET.fromstring(content).itertext())
        assert all(sign.isprintable() or sign in "\n\t" for sign in told)
    elif file_format == "pdf":
        assert PdfReader(io.BytesIO(content)).metadata.title.isprintable()
    else:
        Image.open(io.BytesIO(content)).load()
    path = tmp_path / f"figure.{file_format}"
    path.write_bytes(content)
    data = json.loads(find_recipe(path) or "")
    assert data["pictures"][0]["picture"]["name"] == name
    assert data["requests"][0]["image"]["path"] == name


@every_name
def test_words_are_lines_and_a_script_is_a_script(parts, name):
    (each,) = parts.explanations
    script = python_script(each, each.maps[0])
    told = ast.parse(script)
    imported = {
        alias.name
        for node in ast.walk(told)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    usual = "numpy", "torch", "timm", "glob", "importlib.util", "os"
    assert imported <= set(usual)
    opened = [
        node.args[0]
        for node in ast.walk(told)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Image.open"
    ]
    assert [ast.literal_eval(node) for node in opened] == [str(Path("/pictures") / name)]
    assert caption([each], FigureStyle()).isprintable()
    assert "\\frac" not in words_of("methods", [each], FigureStyle())
    for kind in WORDS_KINDS:
        text = words_of(kind, [each], FigureStyle())
        assert all(sign.isprintable() or sign == "\n" for sign in text)


@every_name
def test_a_table_of_predictions_is_read_back(parts, name):
    text = pack_csv(parts.explanations).decode("utf-8-sig")
    _, *rows = csv.reader(io.StringIO(text))
    assert len(rows) == 2
    assert all(cell.isprintable() for row in rows for cell in row)


def test_no_cell_of_a_table_computes(make_explanation):
    each = make_explanation(name="=cmd|'calc'!A0.png")
    each = replace(each, model=replace(each.model, class_names=("@SUM(1)", "-2")))
    _, *rows = csv.reader(io.StringIO(pack_csv([each]).decode("utf-8-sig")))
    assert {row[0] for row in rows} == {"'=cmd|'calc'!A0.png"}
    assert {row[3] for row in rows} == {"'@SUM(1)", "'-2"}
