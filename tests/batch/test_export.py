"""The export itself, with the real default model: figures, recipes and raw maps that are true."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time

import cv2
import numpy as np
import pytest
from PIL import Image

from viewer.cli import main
from viewer.core.asks.messages import Notice
from viewer.engine.engine import Engine
from viewer.figure.recipe_reading import read_recipe

KEYS = {f"{name}/{method}" for name in ("dog", "cat") for method in ("grad_cam", "layer_cam")}


@pytest.fixture(scope="module")
def report(shared_data, tmp_path_factory):
    """The classic report of the issue, exported once."""
    out = tmp_path_factory.mktemp("report")
    picture = shared_data / "report" / "both.png"
    arguments = ["export", str(picture), "--classes", "dog,cat", "--maps", "--out", str(out)]
    assert main(arguments) == 0
    return picture, out


def test_the_report_has_its_three_files(report):
    _, out = report
    assert sorted(path.name for path in out.iterdir()) == ["both.json", "both.npz", "both.png"]


def test_the_dog_is_above_the_cat_in_every_map(report):
    _, out = report
    with np.load(out / "both.npz", allow_pickle=False) as maps:
        assert set(maps) == KEYS
        for key in KEYS:
            raw = maps[key]
            assert raw.dtype == np.float32
            share = raw.sum(axis=1) @ (np.arange(raw.shape[0]) + 0.5) / raw.sum() / raw.shape[0]
            assert (share < 0.5) == key.startswith("dog"), (key, share)


def test_the_recipe_tells_the_same_as_the_maps(report):
    picture, out = report
    data = json.loads((out / "both.json").read_text(encoding="utf-8"))
    assert data["picture"]["sha256"] == hashlib.sha256(picture.read_bytes()).hexdigest()
    assert data["predictions"][0]["name"] in {"bull mastiff", "boxer", "French bulldog"}
    assert [target["asked"] for target in data["targets"]] == ["dog", "cat"]
    assert data["targets"][0]["members"] == list(range(151, 269))
    with np.load(out / "both.npz", allow_pickle=False) as maps:
        for told in data["maps"]:
            raw = maps[told["key"]]
            assert told["minimum"] == pytest.approx(float(raw.min()))
            assert told["maximum"] == pytest.approx(float(raw.max()))
            assert told["shape"] == list(raw.shape)
            middle = data["picture"]["height"] / 2
            assert (told["centre_of_mass"][1] < middle) == (told["class"] == "dog")
    left, top, right, bottom = data["geometry"]["box"]
    assert (left, top, right, bottom) == pytest.approx((14.0, 14.0, 210.0, 210.0))


def test_the_figure_is_a_table_of_two_by_three(report):
    _, out = report
    with Image.open(out / "both.png") as image:
        grey = np.asarray(image.convert("L")).astype(int)
    ink = grey < 250
    # White gutters part two rows and three columns of 330 pixels, 2.2 inches at 150 dpi.
    assert runs(ink[:, 225:555].mean(axis=1) > 0.05) == 2
    assert runs(ink[100:700].mean(axis=0) > 0.05) == 3


def runs(line):
    """Count the stretches of at least 300 true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], line.astype(int), [0]])))
    return int((edges[1::2] - edges[::2] >= 300).sum())


def test_a_broken_picture_is_named_and_the_rest_is_done(photo_folder, tmp_path, capsys):
    (photo_folder / "photo2.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    out = tmp_path / "new" / "out"
    arguments = ["export", str(photo_folder), "--out", str(out), "--format", "svg"]
    assert main([*arguments, "--classes", "281", "--methods", "eigen_cam"]) == 1
    written = sorted(path.name for path in out.iterdir())
    stems = ("photo1", "photo10", "photo3")
    assert written == [f"{stem}{end}" for stem in stems for end in (".json", ".svg")]
    told = capsys.readouterr()
    assert told.out == ""
    lines = told.err.splitlines()
    assert len(lines) == 4
    (failed,) = [line for line in lines if "failed" in line]
    assert "photo2.png" in failed
    assert failed.startswith("[2/4]")


@pytest.mark.skipif(sys.platform == "win32", reason="only administrators may make links there")
def test_a_link_that_leads_back_to_itself_costs_one_picture_only(photo, tmp_path, capsys):
    (tmp_path / "loop.png").symlink_to("loop.png")
    pictures = [str(tmp_path / "loop.png"), str(photo)]
    arguments = ["export", *pictures, "--figure", "none", "--out", str(tmp_path / "out")]
    assert main(arguments) == 1
    assert "This link leads back to itself." in capsys.readouterr().err
    assert contents(tmp_path / "out").keys() == {"photo.json"}


def test_equal_stems_do_not_overwrite_each_other_nor_a_source(photo, tmp_path):
    with Image.open(photo) as image:
        image.convert("L").save(tmp_path / "photo.jpg")
    before = photo.read_bytes()
    sources = [str(tmp_path / "photo.jpg"), str(photo)]
    assert main(["export", *sources, "--out", str(tmp_path), "--maps"]) == 0
    assert photo.read_bytes() == before
    recipes = [json.loads(path.read_text(encoding="utf-8")) for path in tmp_path.glob("*.json")]
    assert {data["picture"]["name"] for data in recipes} == {"photo.png", "photo.jpg"}
    assert len(list(tmp_path.glob("*.npz"))) == 2


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def labelled(photo, tmp_path):
    """A folder as a labelling program leaves it: the picture, its labels and its mask."""
    folder = tmp_path / "labelled"
    folder.mkdir()
    with Image.open(photo) as image:
        image.save(folder / "cat.jpg")
        image.convert("L").save(folder / "cat.png")
    (folder / "cat.json").write_text(json.dumps({"shapes": [{"label": "cat"}]}))
    return folder


def test_files_of_others_stay_and_our_own_are_replaced(labelled, capsys):
    before = contents(labelled)
    arguments = ["export", str(labelled / "cat.jpg"), "--out", str(labelled), "--maps"]
    arguments += ["--overlays", "--methods", "grad_cam"]
    written = {"cat-2.png", "cat-2.json", "cat-2.npz", "cat-2_top_grad_cam.jpg"}
    first: dict[str, bytes] = {}
    for opacity in ("0.2", "0.8"):  # the second time our own files are replaced
        assert main([*arguments, "--opacity", opacity]) == 0
        now = contents(labelled)
        assert set(now) == set(before) | written
        assert {name: now[name] for name in before} == before
        (said,) = [line for line in capsys.readouterr().err.splitlines() if "camscope:" in line]
        assert "“cat.png” is there and not CamScope's: “cat-2.png” is written instead" in said
        assert "for 1 more file" in said
        assert "--overwrite" in said
        if opacity == "0.2":
            first = now
    assert {name for name in written if now[name] != first[name]} == written - {
        "cat-2.json",
        "cat-2.npz",
    }
    assert main([*arguments, "--overwrite", "--figure", "none"]) == 0
    assert "camscope:" not in capsys.readouterr().err
    now = contents(labelled)
    assert now["cat.json"] != before["cat.json"]
    assert json.loads(now["cat.json"])["picture"]["name"] == "cat.jpg"
    assert now["cat.jpg"] == before["cat.jpg"]


def test_the_one_figure_of_all_steps_aside_too(labelled, capsys):
    (labelled / "figure.png").write_bytes(b"the figure of a paper")
    arguments = ["export", str(labelled / "cat.jpg"), "--out", str(labelled), "--together"]
    arguments += ["--methods", "grad_cam"]
    assert main(arguments) == 0
    assert (labelled / "figure.png").read_bytes() == b"the figure of a paper"
    assert read_recipe(labelled / "figure-2.png").requests
    assert "for 1 more file" in capsys.readouterr().err  # cat.json and figure.png


def test_a_file_that_comes_while_pictures_are_explained_stays(photo, tmp_path, capsys, monkeypatch):
    plain, late = Engine.explain, tmp_path / "out" / "photo.json"

    def explain(engine, request):
        late.write_text("labels")
        yield from plain(engine, request)

    monkeypatch.setattr(Engine, "explain", explain)
    assert main(["export", str(photo), "--figure", "none", "--out", str(late.parent)]) == 1
    assert late.read_text() == "labels"
    assert "“photo.json” cannot be written" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="no locks of files")
def test_what_a_killed_export_left_half_written_goes_with_the_next(photo, tmp_path):
    out = tmp_path / "out"
    arguments = ["export", str(photo), "--figure", "none", "--maps", "--out", str(out)]
    code = (
        "import sys; from viewer.core.files import whole_file; from viewer.cli import main\n"
        "def wait(_): print('draft', flush=True); sys.stdin.read()\n"
        "whole_file.os.fsync = wait\n"
        "main(sys.argv[1:])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as export:
        assert export.stdout.readline() == b"draft\n"
        export.kill()
    (draft,) = out.iterdir()
    assert draft.name.endswith(".part")
    long_ago = time.time() - 60
    os.utime(draft, (long_ago, long_ago))
    (out / "mine.part").touch()
    assert main(arguments) == 0
    assert sorted(contents(out)) == ["mine.part", "photo.json", "photo.npz"]


@pytest.mark.parametrize("shape", ["photo", "tall_photo"])
def test_the_options_reach_the_maps(shape, request, tmp_path):
    picture = request.getfixturevalue(shape)
    out = tmp_path / "out"
    options = ["--classes", "top,3-5", "--layer", "blocks.4", "--methods", "layer_cam"]
    options += ["--input", "stretch", "--figure", "none", "--maps"]
    assert main(["export", str(picture), *options, "--out", str(out)]) == 0
    data = json.loads((out / f"{picture.stem}.json").read_text(encoding="utf-8"))
    assert data["geometry"]["mode"] == "stretch"
    assert (data["layer"], data["methods"]) == ("blocks.4", ["layer_cam"])
    assert [each["key"] for each in data["maps"]] == ["top/layer_cam", "3-5/layer_cam"]
    assert data["targets"][0]["title"] == data["predictions"][0]["name"]
    assert data["targets"][1]["against"] == [5]
    assert not list(out.glob("*.png"))
    with np.load(out / f"{picture.stem}.npz", allow_pickle=False) as maps:
        assert maps["top/layer_cam"].shape == (14, 14)


@pytest.mark.parametrize(
    ("asked", "extent", "colours"),
    [([], "full", "inferno"), (["--range", "signed"], "symmetric", "vik")],
)
def test_a_signed_map_has_a_diverging_scale(asked, extent, colours, photo, tmp_path):
    arguments = [
        "export",
        str(photo),
        "--out",
        str(tmp_path / "out"),
        "--methods",
        "input_x_gradient",
    ]
    assert main([*arguments, *asked]) == 0
    heat = read_recipe(tmp_path / "out" / f"{photo.stem}.png").style.heat
    assert (heat.extent, heat.table_key) == (extent, colours)


def test_merged_layers_are_the_mean_maximum_and_product_of_the_single_ones(photo, tmp_path):
    """What the library does with several target layers: each map scaled, then joined."""

    def explain(layer):
        options = ["--classes", "top", "--layer", layer, "--methods", "grad_cam"]
        out = tmp_path / str(len(list(tmp_path.iterdir())))
        assert main(["export", str(photo), *options, "--maps", "--out", str(out)]) == 0
        with np.load(out / "photo.npz", allow_pickle=False) as maps:
            return maps["top/grad_cam"]

    def scale(raw):
        shifted = raw - raw.min()
        return cv2.resize(shifted / (shifted.max() + 1e-7), (224, 224))

    first, second = map(scale, map(explain, ("blocks.4", "blocks.3")))
    for sign, join in (("+", np.add), ("|", np.maximum), ("*", np.multiply)):
        expected = join(first, second) / (2 if sign == "+" else 1)
        np.testing.assert_allclose(explain(f"blocks.4{sign}blocks.3"), expected, atol=1e-5)


def test_chinese_figures_of_chinese_names(photo, tmp_path, capsys):
    named = shutil.copy(photo, tmp_path / "猫与狗.png")
    out = tmp_path / "图"
    arguments = ["export", str(named), "--out", str(out), "--lang", "zh_CN", "--figure", "single"]
    assert main(arguments) == 0
    assert sorted(path.name for path in out.iterdir()) == ["猫与狗.json", "猫与狗.png"]
    assert "猫与狗" in (out / "猫与狗.json").read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""


def test_the_user_is_told_when_no_font_can_write_chinese(photo, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("viewer.batch.export.has_chinese", lambda: False)
    arguments = ["export", str(photo), "--out", str(tmp_path / "out"), "--lang", "zh_CN"]
    assert main(arguments) == 0
    assert "No installed font can write Chinese" in capsys.readouterr().err


def test_one_figure_of_all_pictures(photo_folder, tmp_path):
    out = tmp_path / "out"
    pictures = [str(photo_folder / name) for name in ("photo1.png", "photo2.png")]
    arguments = ["export", *pictures, "--classes", "dog,cat", "--together", "--width", "85mm"]
    assert main([*arguments, "--format", "tiff", "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "figure.tiff",
        "photo1.json",
        "photo2.json",
    ]
    recipe = read_recipe(out / "figure.tiff")
    assert len(recipe.requests) == 4
    assert (recipe.style.kind, recipe.style.width) == ("table", "85mm")
    assert main([*arguments[:3], "--style", str(out / "figure.tiff"), "--figure", "layers",
                 "--format", "svg", "--out", str(tmp_path / "more")]) == 0  # fmt: skip
    assert read_recipe(tmp_path / "more" / "photo1.svg").style.width == "85mm"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--classes", "unicorn"], "unicorn"),
        (["--classes", "1000"], "1000"),
        (["--classes", ","], "nothing to explain"),
        (["--methods", "grad_cam,magic"], "magic"),
        (["--layer", "classifier"], "classifier"),
        (["--layer", "blocks.4+classifier"], "“classifier” is no layer"),
        (["--colour-map", "grey"], "grey"),
        (["--model", "/no/such/model.pth"], "model.pth"),
        (["--model", f"{'x' * 5_000}.pth"], "There is no file"),
        (["--classes", "9" * 5_000], "This model knows no class"),
        (["--classes", f"{'9' * 5_000}-1"], "This model knows no class"),
    ],
)
def test_wrong_use_is_told_before_anything_is_written(options, told, photo, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["export", str(photo), "--out", str(out), *options]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("camscope: ")
    assert told in said.err
    assert not out.exists()


def test_a_folder_that_is_a_file_is_told(photo, capsys):
    assert main(["export", str(photo), "--out", str(photo)]) == 2
    assert "cannot be made" in capsys.readouterr().err


def test_an_unexpected_fault_costs_one_picture_only(photo_folder, tmp_path, capsys, monkeypatch):
    def fail(raw, geometry):
        raise RuntimeError("out of memory")

    monkeypatch.setattr("viewer.figure.provenance.centre_of_mass", fail)
    arguments = ["export", str(photo_folder / "photo1.png"), "--figure", "none"]
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 1
    assert "photo1.png: failed: It could not be explained." in capsys.readouterr().err


def test_the_recipe_names_the_device_that_went_on(photo, tmp_path, capsys, monkeypatch):
    plain = Engine.explain

    def leave(engine, request):
        monkeypatch.setattr(Engine, "device_name", "CPU after all")
        yield Notice(
            headline="The GPU is too small.", hint="The CPU goes on.", device="CPU after all"
        )
        yield from plain(engine, request)

    monkeypatch.setattr(Engine, "explain", leave)
    assert main(["export", str(photo), "--figure", "none", "--out", str(tmp_path)]) == 0
    assert "camscope: The GPU is too small. The CPU goes on.\n" in capsys.readouterr().err
    data = json.loads((tmp_path / f"{photo.stem}.json").read_text(encoding="utf-8"))
    assert data["model"]["device"] == "CPU after all"


def test_ctrl_c_ends_cleanly(photo, tmp_path, capsys, monkeypatch):
    def stop(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("viewer.engine.engine.Engine.explain", stop)
    assert main(["export", str(photo), "--out", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err == "camscope: Stopped.\n"
    assert list((tmp_path / "out").iterdir()) == []


@pytest.fixture(scope="module")
def numbers(tmp_path_factory):
    """Names of a thousand classes in the order of folders: few of them are at their number."""
    path = tmp_path_factory.mktemp("names") / "names.txt"
    path.write_text("\n".join(sorted(map(str, range(1000)))))
    return ["--labels", str(path), "--methods", "eigen_cam", "--figure", "none"]


def test_a_number_that_is_also_a_name_is_refused_with_both_spellings(
    photo, numbers, tmp_path, capsys
):
    arguments = ["export", str(photo), *numbers, "--classes", "10", "--out", str(tmp_path / "out")]
    assert main(arguments) == 2
    assert "index:10 (107), name:10 (2)" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_files_and_recipes_carry_the_class_that_was_found(photo, numbers, tmp_path):
    out = tmp_path / "out"
    classes = "index:10,name:10,0"
    options = [*numbers, "--classes", classes, "--overlays", "--maps"]
    assert main(["export", str(photo), *options, "--out", str(out)]) == 0
    data = json.loads((out / "photo.json").read_text(encoding="utf-8"))
    found = [(target["asked"], target["title"], target["members"]) for target in data["targets"]]
    assert found == [("index:10", "107", [10]), ("name:10", "10", [2]), ("0", "0", [0])]
    names = ("index-10", "name-10", "0")
    overlays = {f"photo_{name}_eigen_cam.jpg" for name in names}
    assert contents(out).keys() == {"photo.json", "photo.npz", *overlays}


def test_a_name_that_is_no_number_of_a_class_is_spelled_as_a_name(photo, tmp_path):
    names = tmp_path / "names.txt"
    names.write_text("\n".join(str(1500 + index) for index in range(1000)))
    options = ["--labels", str(names), "--classes", "1507", "--figure", "none"]
    assert main(["export", str(photo), *options, "--out", str(tmp_path / "out")]) == 0
    data = json.loads((tmp_path / "out" / "photo.json").read_text(encoding="utf-8"))
    assert [(one["asked"], one["members"]) for one in data["targets"]] == [("name:1507", [7])]


def test_the_user_is_told_that_top_is_not_the_class_called_so(photo, tmp_path, capsys):
    names = tmp_path / "names.txt"
    names.write_text("\n".join(["Top", *(f"c{index}" for index in range(999))]))
    options = ["--labels", str(names), "--figure", "none", "--out", str(tmp_path / "out")]
    assert main(["export", str(photo), *options]) == 0
    assert "name:top" in capsys.readouterr().err


def test_a_wrong_number_of_names_is_refused_with_the_names_found(photo, tmp_path, capsys):
    (tmp_path / "names.txt").write_text("cat\ndog\nowl\n")
    options = ["--labels", str(tmp_path / "names.txt"), "--out", str(tmp_path / "out")]
    assert main(["export", str(photo), *options]) == 2
    told = capsys.readouterr().err
    assert "There are 3 class names (cat, dog, owl), but the model has 1000 classes." in told
