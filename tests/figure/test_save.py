"""Equal figures give equal files, in every format."""

from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

from viewer.core.errors import UserError
from viewer.core.files.whole_file import write_whole
from viewer.figure.choices import FIGURE_FORMATS
from viewer.figure.encoding import encode, find_format
from viewer.figure.render import pixels, render
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
    own: dict[Any, Any] = {
        "savefig.bbox": "tight",
        "font.size": 30,
        "axes.facecolor": "red",
        "font.style": "italic",
    }
    with mpl.rc_context(own):
        before = dict(mpl.rcParams)
        assert encode(render([make_row()]), "png") == plain
        assert dict(mpl.rcParams) == before


def test_formats_are_found_by_suffix():
    assert find_format(".PDF") == "pdf"
    with pytest.raises(UserError):
        find_format(".jpg")
