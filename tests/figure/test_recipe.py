"""Every exported figure says how it was made; other programs and our own reader can read it."""

import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from viewer.core.asks.references import ImageRef
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputRule
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.models.model_setup import ModelSetup, read_setup
from viewer.core.scene import View
from viewer.figure.choices import FIGURE_FORMATS
from viewer.figure.embedding import NAMESPACE
from viewer.figure.making import make, make_json
from viewer.figure.recipe import way_to
from viewer.figure.recipe_reading import read_recipe
from viewer.figure.style import FigureStyle


@pytest.fixture
def parts(make_parts):
    return make_parts("猫 <&>.png")


@pytest.mark.parametrize("file_format", FIGURE_FORMATS)
def test_a_recipe_survives_every_format(parts, tmp_path, file_format):
    style = FigureStyle(file_format=file_format, title="两只 <&> ]]>", heat=HeatStyle(opacity=0.25))
    path = tmp_path / f"figure.{file_format}"
    path.write_bytes(make(parts, style, base=Path("/pictures/figures")))
    found = read_recipe(path)
    assert found.style == style
    (request,) = found.requests
    assert request.image == ImageRef(path=Path("../猫 <&>.png"))
    assert request.model.path == Path("../models/net.pth")
    assert request.panes == parts.requests[0].panes
    assert (request.target, request.input_mode) == (Target.parse("dog"), "stretch")
    assert found.scene.view == View(centre=(3.5, 4.0), scale=2.0)
    assert found.sha256 == (("猫 <&>.png", "cd" * 32),)
    told = found.data["pictures"][0]["maps"][0]
    assert (told["minimum"], told["maximum"], told["layer"]) == (0.0, 4.0, "conv_head")
    assert found.data["model"]["weights_sha256"] == "ab" * 32
    assert found.data["preprocessing"]["mean"] == [0.485, 0.456, 0.406]
    assert "torch" in found.data["versions"]


def test_the_setup_in_force_goes_with_the_figure(parts, tmp_path):
    """What is remembered for the weights here is not remembered on another computer."""
    rule = InputRule(size=(8, 6), shorter_side=None, colours="single", mean=(0.5,), std=(0.25,))
    setup = ModelSetup(class_names=("猫", "狗"), rule=rule, answer="multi_label")
    told = replace(parts.explanations[0], model=replace(parts.explanations[0].model, setup=setup))
    path = tmp_path / "figure.png"
    path.write_bytes(make(replace(parts, explanations=(told,)), FigureStyle()))
    found = read_recipe(path)
    assert found.requests[0].model.setup == setup
    assert found.scene.model.setup == setup
    assert read_setup(found.data["model"]["setup"]) == setup


def test_other_programs_read_the_metadata(parts):
    style = FigureStyle(title="Two animals")
    made = {
        each: make(parts, FigureStyle(title="Two animals", file_format=each))
        for each in FIGURE_FORMATS
    }
    with Image.open(io.BytesIO(made["png"])) as picture:
        assert picture.text["Title"] == "Two animals"
        assert json.loads(picture.text["CamScope"])["figure"]["title"] == style.title
        assert picture.mode == "RGB"
    with Image.open(io.BytesIO(made["tiff"])) as picture:
        assert json.loads(picture.tag_v2[270])["kind"] == "camscope-figure"
        assert picture.info["dpi"] == pytest.approx((150, 150))
    pdf = PdfReader(io.BytesIO(made["pdf"]), strict=True)
    assert pdf.metadata.title == "Two animals"
    assert len(pdf.pages) == 1
    assert "Grad-CAM" in pdf.pages[0].extract_text()
    packet = pdf.trailer["/Root"]["/Metadata"].get_data()
    in_pdf = ET.fromstring(packet).findtext(f".//{{{NAMESPACE}}}recipe", "")
    svg = ET.fromstring(made["svg"])
    in_svg = svg.findtext(f".//{{{NAMESPACE}}}recipe", "")
    assert json.loads(in_pdf)["requests"] == json.loads(in_svg)["requests"]
    words = {"".join(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Grad-CAM", "LayerCAM", "Original"} <= words
    assert made["svg"].count(b"@font-face") >= 2  # DejaVu Sans, normal and bold


def test_a_transparent_ground_lets_through(parts):
    for each in ("png", "tiff"):
        content = make(parts, FigureStyle(ground="transparent", file_format=each))
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.mode == "RGBA"
            assert picture.getpixel((0, 0))[3] == 0


def test_the_json_beside_is_the_same_recipe(parts, tmp_path):
    style = FigureStyle(kind="table")
    (tmp_path / "a.png").write_bytes(make(parts, style))
    (tmp_path / "a.json").write_bytes(make_json(parts, style))
    assert read_recipe(tmp_path / "a.png").data == read_recipe(tmp_path / "a.json").data


def test_a_figure_tells_little_of_its_makers_folders():
    base = Path("/home/me/work/figures")
    assert way_to(Path("/home/me/work/photos/a.png"), base) == "../photos/a.png"
    assert way_to(Path("/mnt/disk/secret/a.png"), base) == "a.png"
    assert way_to(Path("/mnt/disk/secret/a.png"), None) == "a.png"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda data: data.update(kind="other"), "no figure"),
        (lambda data: data.update(format=99), "newer"),
        (lambda data: data["figure"].update(dpi=10**9), "limits"),
        (lambda data: data["figure"].update(lang="tlh"), "does not understand"),
        (lambda data: data["figure"]["heat"].update(colour_map="grey"), "colour map"),
        (lambda data: data["requests"][0].update(target={"index": "0"}), "does not understand"),
        (lambda data: data["requests"][0].pop("image"), "does not understand"),
    ],
)
def test_a_recipe_that_lies_is_refused_in_words(parts, tmp_path, change, told):
    data = json.loads(make_json(parts, FigureStyle()))
    change(data)
    path = tmp_path / "lie.json"
    path.write_text(json.dumps(data))
    with pytest.raises(UserError, match=told):
        read_recipe(path)


def test_other_files_are_no_figures(tmp_path):
    for name, content in (
        ("a.png", b"\x89PNG\r\n"),
        ("a.pdf", b"%PDF"),
        ("a.txt", b""),
        ("a.svg", b""),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UserError, match=r"no figure|is empty"):
            read_recipe(path)
    with pytest.raises(UserError, match="cannot be read"):
        read_recipe(tmp_path / "gone.png")
