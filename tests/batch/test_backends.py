"""Another back end is one module: whoever does the work, the same files come of it."""

import io

import pytest
from given_backends import Backwards, Elsewhere
from PIL import Image

from viewer.batch.export import export
from viewer.batch.local import Local
from viewer.batch.order import ExportOptions
from viewer.core.errors import UserError
from viewer.figure.recipe_reading import read_recipe


def exported(pictures, out, backend, **choices):
    options = ExportOptions(out=out, methods=("grad_cam",), maps=True, **choices)
    return export(pictures, options, backend)


def contents(folder):
    """Return each file's bytes; of figures the pixels, for their recipes hold run times."""
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    return {
        name: Image.open(io.BytesIO(data)).tobytes() if name.endswith(".png") else data
        for name, data in files.items()
    }


@pytest.mark.parametrize("backend", [Backwards, Elsewhere])
def test_whoever_does_the_work_the_files_are_the_same(photo_folder, tmp_path, capsys, backend):
    (photo_folder / "photo2.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    expected, found = tmp_path / "expected", tmp_path / "found"
    assert exported([photo_folder], expected, Local(), overlays=True) == 1
    alone = capsys.readouterr().err
    assert exported([photo_folder], found, backend(), overlays=True) == 1
    told = capsys.readouterr().err
    assert contents(found) == contents(expected)
    assert len(contents(found)) == 3 * 4  # figure, recipe, maps and overlay of each good picture
    said = [sorted(line.partition("] ")[2] for line in text.splitlines()) for text in (told, alone)]
    assert said[0] == said[1]
    assert "photo2.png" in told


def test_the_one_figure_keeps_the_order_of_the_pictures(photo_folder, tmp_path):
    pictures = [photo_folder / name for name in ("photo3.png", "photo1.png", "photo2.png")]
    assert exported(pictures, tmp_path / "out", Backwards(), together=True) == 0
    requests = read_recipe(tmp_path / "out" / "figure.png").requests
    assert [request.image.path.name for request in requests] == [path.name for path in pictures]


def test_a_picture_of_which_nothing_comes_back_is_told(photo_folder, tmp_path, capsys):
    pictures = [photo_folder / name for name in ("photo1.png", "photo2.png")]
    assert exported(pictures, tmp_path / "out", Backwards(lost={"photo1.png"})) == 1
    assert "photo1.png: failed: Nothing came back" in capsys.readouterr().err
    assert {path.stem for path in (tmp_path / "out").iterdir()} == {"photo2"}


@pytest.mark.parametrize("backend", [Local, Backwards])
def test_a_model_that_does_not_open_is_told_before_anything_is_written(photo, tmp_path, backend):
    with pytest.raises(UserError, match="is no layer"):
        exported([photo], tmp_path / "out", backend(), layer="classifier")
    assert not (tmp_path / "out").exists()
