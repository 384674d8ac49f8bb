"""A figure of a stranger says a recipe or gets a sentence, soon, whatever stands in it."""

from __future__ import annotations

import html
import json
import os
import struct
import sys
import time
import zlib

import pytest
from given_hostile_files import REFUSED, recipes
from hypothesis import HealthCheck, given, settings
from PIL import Image, PngImagePlugin, TiffImagePlugin

from viewer.core.errors import UserError
from viewer.figure.making import make, make_json
from viewer.figure.recipe_reading import find_recipe, read_recipe
from viewer.figure.style import FigureStyle

FILES = int(os.environ.get("CAMSCOPE_FUZZ", "300"))  # 20,000 before a release
SOON_S = 1.0 if sys.gettrace() is None else 4.0  # seconds of the CPU; measuring coverage slows
MARK = '<camscope:recipe xmlns:camscope="urn:camscope:figure:1">{}</camscope:recipe>'


def write(path, text):
    """Write a figure of any format whose recipe is this text."""
    if path.suffix == ".png":
        told = PngImagePlugin.PngInfo()
        told.add_itxt("CamScope", text, zip=True)
        Image.new("RGB", (3, 2)).save(path, pnginfo=told)
    elif path.suffix == ".tiff":
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[270] = text
        Image.new("RGB", (3, 2)).save(path, tiffinfo=tags)
    else:
        marked = MARK.format(html.escape(text, quote=False))
        path.write_text(text if path.suffix == ".json" else marked)
    return path


@pytest.fixture
def plain(make_parts):
    return json.loads(make_json(make_parts("a.png"), FigureStyle()))


@pytest.mark.parametrize("suffix", ["png", "tiff", "pdf", "svg", "json"])
@pytest.mark.parametrize("which", REFUSED)
def test_what_no_window_can_show_is_refused_in_every_format(plain, tmp_path, suffix, which):
    text = json.dumps({**plain, "scene": REFUSED[which]})
    path = write(tmp_path / f"a.{suffix}", text)
    start = time.process_time()
    with pytest.raises(UserError):
        read_recipe(path)
    assert time.process_time() - start < SOON_S


@pytest.mark.parametrize("suffix", ["png", "tiff", "pdf", "svg", "json"])
def test_a_deep_recipe_is_told_as_damaged(tmp_path, suffix):
    text = '{"kind": "camscope-figure", "a": ' + "[" * 50_000
    with pytest.raises(UserError, match="damaged"):
        read_recipe(write(tmp_path / f"a.{suffix}", text))


def test_too_many_requests_are_refused(plain, tmp_path):
    told = {**plain, "requests": plain["requests"] * 20_000}
    path = write(tmp_path / "a.json", json.dumps(told))
    start = time.process_time()
    with pytest.raises(UserError):
        read_recipe(path)
    assert time.process_time() - start < SOON_S


@pytest.mark.parametrize("suffix", ["svg", "pdf"])
@pytest.mark.parametrize(
    "content",
    [
        b"<camscope:recipe " * 250_000,
        b"<camscope:recipe " * 250_000 + b">",
        b"<camscope:recipe>" * 250_000,
        b"<camscope:recipe>" + b"a" * 4_000_000,
        b"<camscope:recipe>" * 100_000 + b"</camscope:recip" * 100_000,
    ],
)
def test_looking_for_a_recipe_takes_a_time_that_grows_with_the_file_alone(
    tmp_path, suffix, content
):
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(content)
    start = time.process_time()
    assert find_recipe(path) is None
    assert time.process_time() - start < SOON_S


def test_a_recipe_is_found_behind_others_and_across_pieces(parts_svg, tmp_path, monkeypatch):
    path = tmp_path / "a.svg"
    before = b"<camscope:recipe><x/> <camscope:recipe" + b" " * 100 + b"><b/>"
    path.write_bytes(before + parts_svg)
    expected = read_recipe(path)
    for piece in (17, 64, 1_000):
        monkeypatch.setattr("viewer.figure.recipe_reading._PIECE_BYTES", piece)
        assert read_recipe(path) == expected


@pytest.fixture
def parts_svg(make_parts):
    return make(make_parts("a.png"), FigureStyle(file_format="svg"))


@pytest.mark.parametrize("entity", ["&#123;", "&#x7b;", "&lbrace;"])
def test_a_recipe_that_another_program_has_spelled_with_entities_is_read(tmp_path, plain, entity):
    text = json.dumps(plain)
    spelled = entity + html.escape(text[1:])
    path = tmp_path / "a.svg"
    path.write_text(f"<svg><metadata>{MARK.format(spelled)}</metadata></svg>")
    assert read_recipe(path).data == plain


def test_an_endless_entity_is_no_recipe(tmp_path):
    path = tmp_path / "a.svg"
    path.write_text(MARK.format("&#" + "9" * 10_000 + ";"))
    assert find_recipe(path) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("suffix", ["png", "tiff", "pdf", "svg", "json"])
def test_only_ordinary_files_are_read(tmp_path, suffix):
    os.mkfifo(tmp_path / f"pipe.{suffix}")
    (tmp_path / f"zero.{suffix}").symlink_to("/dev/zero")
    (tmp_path / f"endless.{suffix}").symlink_to("/proc/self/pagemap")
    for name in ("pipe", "zero", "endless"):
        with pytest.raises(UserError, match="cannot be read"):
            find_recipe(tmp_path / f"{name}.{suffix}")


@settings(
    max_examples=FILES,
    deadline=1_000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=recipes)
def test_any_json_under_our_keys_is_a_recipe_or_a_sentence(told, tmp_path):
    try:
        text = json.dumps(told)
    except ValueError:
        return
    path = tmp_path / "a.json"
    path.write_text(text)
    try:
        found = read_recipe(path)
    except UserError:
        return
    assert isinstance(found.weights_sha256, str)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("told", ["one long text", "many short texts", "no end"])
def test_a_png_with_far_too_many_words_is_no_figure(tmp_path, told):
    Image.new("RGB", (3, 2)).save(tmp_path / "a.png")
    plain = (tmp_path / "a.png").read_bytes()
    recipe = b'CamScope\0\0\0\0\0{"kind": "camscope-figure"}'
    words = {
        "one long text": chunk(b"iTXt", recipe + b" " * 40_000_000),
        "many short texts": chunk(b"iTXt", recipe) + chunk(b"tEXt", b"a\0b") * 100_000,
        "no end": chunk(b"iTXt", recipe) + b"\xff\xff\xff\xfftEXt",
    }
    (tmp_path / "a.png").write_bytes(plain[:33] + words[told] + plain[33:])
    start = time.process_time()
    assert find_recipe(tmp_path / "a.png") is None
    assert time.process_time() - start < SOON_S


def test_the_labels_of_a_whole_data_set_are_no_figure(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b'{"kind": "camscope-figure"}' + "图".encode() * 40_000_000)
    assert find_recipe(path) is None
