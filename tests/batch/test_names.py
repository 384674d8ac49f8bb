"""No two pictures share a file name, and no source or file of others is ever overwritten."""

import json
import sys
from pathlib import Path

import pytest

from viewer.batch.names import Names

OUT = Path("/out")


def stems(*names, out=OUT, suffixes=(".png", ".json")):
    return list(Names(out, [Path(name) for name in names]).stems(suffixes).values())


def test_the_first_of_a_stem_keeps_it():
    assert stems("/a/cat.jpg", "/a/cat.png", "/b/CAT.jpg") == ["cat", "cat-2", "CAT-3"]


def test_a_number_in_use_is_skipped():
    pictures = [Path("/a/cat.jpg"), Path("/a/cat.png"), Path("/a/cat-2.jpg")]
    planned = Names(OUT, pictures).stems((".png",))
    assert sorted(planned.values()) == ["cat", "cat-2", "cat-3"]
    assert planned[Path("/a/cat-2.jpg")] == "cat-2"


def test_a_source_picture_is_never_written_over():
    assert stems("/out/cat.png", "/out/dog.jpg") == ["cat-2", "dog"]
    assert stems("/out/cat.png", suffixes=(".pdf", ".json")) == ["cat"]
    assert stems("/out/sub/../cat.png") == ["cat-2"]


def test_dots_in_a_name_stay():
    assert stems("/a/cat.4001.jpg") == ["cat.4001"]


def test_files_of_several_endings_never_share_a_name():
    suffixes = (".json", "_a_b_cam.jpg", "_b_cam.jpg")
    assert stems("/a/cat.png", "/a/cat_a.png", suffixes=suffixes) == ["cat", "cat_a-2"]


OURS = '{\n  "format": 1,\n  "versions": {\n    "camscope": "1.0"\n  }\n}\n'


@pytest.fixture
def labelled(tmp_path):
    """A folder as a labelling program leaves it: the picture, its labels and its mask."""
    for name in ("cat.jpg", "cat.png"):
        (tmp_path / name).write_bytes(b"a picture")
    (tmp_path / "cat.json").write_text(json.dumps({"shapes": [{"label": "cat"}]}))
    return tmp_path


def test_all_files_of_a_picture_step_aside_for_one_of_others(labelled):
    names = Names(labelled, [labelled / "cat.jpg"])
    assert list(names.stems((".svg", ".json")).values()) == ["cat-2"]
    assert names.kept == {labelled / "cat.json": labelled / "cat-2.json"}
    (labelled / "cat-2.svg").write_text("<svg/>")
    again = Names(labelled, [labelled / "cat.jpg"])
    assert list(again.stems((".svg", ".json")).values()) == ["cat-3"]


def test_what_is_ours_is_replaced(labelled):
    (labelled / "cat.json").write_text(OURS)
    names = Names(labelled, [labelled / "cat.jpg"])
    assert list(names.stems((".svg", ".json")).values()) == ["cat"]
    assert not names.kept
    assert list(Names(labelled, names.pictures).stems((".png", ".json")).values()) == ["cat-2"]


def test_the_user_may_say_that_everything_but_a_source_is_replaced(labelled):
    names = Names(labelled, [labelled / "cat.jpg"], overwrite=True)
    assert list(names.stems((".png", ".json")).values()) == ["cat"]
    names = Names(labelled, [labelled / "cat.png"], overwrite=True)
    assert list(names.stems((".png", ".json")).values()) == ["cat-2"]


def test_the_one_figure_of_all_spares_files_of_others_and_sources(labelled):
    assert Names(labelled, []).single("cat", ".png") == labelled / "cat-2.png"
    assert Names(labelled, [labelled / "cat.png"], overwrite=True).single("cat", ".png") == (
        labelled / "cat-2.png"
    )
    assert Names(labelled, [], overwrite=True).single("cat", ".png") == labelled / "cat.png"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_source_is_spared_where_it_lies_and_where_it_leads(tmp_path):
    (tmp_path / "real.png").write_bytes(b"a picture")
    (tmp_path / "cat.png").symlink_to(tmp_path / "real.png")
    names = Names(tmp_path, [tmp_path / "cat.png"], overwrite=True)
    assert list(names.stems((".png",)).values()) == ["cat-2"]
    assert names.single("real", ".png") == tmp_path / "real-2.png"


def test_a_link_that_leads_back_to_itself_is_a_name_like_others(tmp_path):
    (tmp_path / "cat.png").symlink_to("cat.png")
    picture = tmp_path / "cat.png"
    assert Names(tmp_path / "out", [picture]).stems([".png"]) == {picture: "cat"}


@pytest.mark.parametrize("letter", ["a", "猫", "é"])
def test_names_of_255_bytes_are_shortened_and_told(tmp_path, letter):
    count = (255 - len(".jpg")) // len(letter.encode())
    pictures = [tmp_path / f"{letter * count}.jpg", tmp_path / f"{letter * (count - 1)}b.jpg"]
    names = Names(tmp_path / "out", pictures)
    endings = (".png", ".json", "_dog_grad_cam+aug_smooth.jpg")
    chosen = names.stems(endings)
    assert len(set(chosen.values())) == 2
    for picture, stem in chosen.items():
        assert picture.stem.startswith(stem.removesuffix("-2"))
        assert 230 - len(endings[2]) < len(stem.encode()) <= 255 - len(endings[2])
        (tmp_path / f"{stem}{endings[2]}").write_bytes(b"")
    assert set(names.shortened) == set(pictures)
    short = Names(tmp_path, [tmp_path / "cat.jpg"])
    short.stems(endings)
    assert short.shortened == {}


def test_places_keep_equal_stems_apart_and_a_source_below_is_spared(tmp_path):
    pictures = [tmp_path / place for place in ("a/cat/1.png", "a/dog/1.png", "b/CAT/1.png")]
    places = dict(zip(pictures, ("cat", "dog", "CAT"), strict=True))
    names = Names(tmp_path / "out", pictures, places)
    assert list(names.stems((".png",)).values()) == ["cat/1", "dog/1", "CAT/1-2"]
    names = Names(tmp_path / "a", pictures, places)
    assert list(names.stems((".png",)).values()) == ["cat/1-2", "dog/1-2", "CAT/1-3"]


def test_a_long_name_is_cut_for_the_number_of_a_second_picture(tmp_path: Path) -> None:
    stem = "x" + "漢" * 83  # 250 bytes: room for an ending, and none for a number
    pictures = [tmp_path / f"{stem}.jpg", tmp_path / f"{stem}.png"]
    names = Names(OUT, pictures)
    first, second = names.stems((".png", ".json")).values()
    assert first == stem
    assert second == f"x{'漢' * 80}-2"
    assert len(f"{second}.json".encode()) <= 255
    assert names.shortened == {pictures[1]: f"x{'漢' * 80}"}
