"""Files are whole or not there, and equal figures give equal files."""

import io
import os

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

from viewer.core.errors import UserError
from viewer.figure.choices import FIGURE_FORMATS
from viewer.figure.encoding import encode, find_format
from viewer.figure.render import pixels, render
from viewer.figure.save import write_whole
from viewer.figure.style import FigureStyle


def test_the_saved_png_holds_the_drawn_pixels(make_row, tmp_path):
    figure = render([make_row()], FigureStyle(dpi=100))
    path = tmp_path / "figure.png"
    write_whole(path, encode(figure, "png"))
    with Image.open(path) as image:
        assert image.info["dpi"][0] == pytest.approx(100, abs=0.1)
        np.testing.assert_array_equal(np.asarray(image), pixels(figure)[..., :3])
    assert [file.name for file in tmp_path.iterdir()] == ["figure.png"]


@pytest.mark.parametrize("file_format", FIGURE_FORMATS)
def test_equal_figures_give_equal_files(make_row, file_format):
    one, other = (encode(render([make_row()]), file_format) for _ in range(2))
    assert one == other
    assert one.startswith(
        {"png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<?xml", "tiff": b"II*"}[file_format]
    )


def test_chinese_names_fit_into_every_format(make_row):
    row = make_row(name="中文.png")
    for file_format in FIGURE_FORMATS:
        assert encode(render([row]), file_format)


def test_a_users_settings_do_not_change_a_figure(make_row):
    plain = encode(render([make_row()]), "png")
    own = {
        "savefig.bbox": "tight",
        "font.size": 30,
        "axes.facecolor": "red",
        "font.style": "italic",
    }
    with mpl.rc_context(own):
        before = dict(mpl.rcParams)
        assert encode(render([make_row()]), "png") == plain
        assert dict(mpl.rcParams) == before


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path):
    with pytest.raises(UserError, match=r"“x\.png” cannot be written: the folder does not exist"):
        write_whole(tmp_path / "gone" / "x.png", b"x")
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(UserError, match="a folder of that name"):
        write_whole(tmp_path / "folder.png", b"x")
    assert [file.name for file in tmp_path.iterdir()] == ["folder.png"]


def test_a_full_disk_leaves_the_old_file_untouched(tmp_path, monkeypatch):
    path = tmp_path / "x.bin"
    path.write_bytes(b"old")

    class FullDisk(io.BytesIO):
        def write(self, content):
            raise OSError(28, "No space left on device")

    def open_full(descriptor, mode):
        os.close(descriptor)
        return FullDisk()

    monkeypatch.setattr("viewer.figure.save.os.fdopen", open_full)
    with pytest.raises(UserError, match="the disk is full"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_formats_are_found_by_suffix():
    assert find_format(".PDF") == "pdf"
    with pytest.raises(UserError):
        find_format(".jpg")
