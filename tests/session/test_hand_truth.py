"""Objects drawn by hand are kept away from the pictures, and known again."""

from __future__ import annotations

import pytest

from viewer.core.errors import UserError
from viewer.core.pictures.drawn import DrawnShape
from viewer.session.hand_truth import HandTruth

BOX = DrawnShape(tool="box", points=((10.0, 20.0), (50.0, 60.0)))
POLYGON = DrawnShape(tool="polygon", points=((10.0, 20.0), (50.0, 20.0), (50.0, 60.0)))
SIZE = (240, 160)


@pytest.fixture
def truth(qapp, tmp_path):
    return HandTruth(tmp_path / "data" / "truth")


def test_it_is_known_again_and_lies_beside_no_picture(truth, photo, tall_photo, tmp_path):
    before = sorted(path.name for path in photo.parent.iterdir())
    heard = []
    truth.changed.connect(lambda: heard.append(len(truth.regions)))
    truth.look_at(photo)
    assert truth.file is None
    assert truth.add(BOX, SIZE, "cat")
    assert truth.add(POLYGON, SIZE, "")
    truth.look_at(tall_photo)
    truth.look_at(photo)
    assert heard == [0, 1, 2, 0, 2]
    assert [one.label for one in truth.regions] == ["cat", ""]
    assert truth.regions[0].box == (10.0, 20.0, 50.0, 60.0)
    assert truth.file.is_file()
    after = sorted(path.name for path in photo.parent.iterdir() if path.name != "data")
    assert after == before
    again = HandTruth(tmp_path / "data" / "truth")
    again.look_at(photo)
    assert len(again.regions) == 2
    assert again.size == SIZE


def test_the_last_one_is_taken_back(truth, photo):
    truth.look_at(photo)
    truth.add(BOX, SIZE, "cat")
    file, version = truth.file, truth.version
    truth.add(POLYGON, SIZE, "dog")
    truth.remove_last()
    assert [one.label for one in truth.regions] == ["cat"]
    truth.remove_last()
    truth.remove_last()
    assert truth.regions == ()
    assert not file.exists()
    assert truth.version > version


def test_what_surrounds_nothing_of_the_picture_is_not_kept(truth, photo):
    truth.look_at(photo)
    away = DrawnShape(tool="box", points=((-10.0, -20.0), (-5.0, -6.0)))
    assert not truth.add(away, SIZE, "cat")
    assert truth.regions == ()


def test_what_cannot_be_kept_or_read_is_not_known(truth, photo, tmp_path):
    truth.look_at(photo)
    truth.add(BOX, SIZE, "cat")
    truth.file.write_text("{")
    truth.look_at(photo)
    assert truth.regions == ()
    (tmp_path / "data" / "blocked").write_text("a file")
    blocked = HandTruth(tmp_path / "data" / "blocked")
    blocked.look_at(photo)
    with pytest.raises(UserError):
        blocked.add(BOX, SIZE, "cat")
    assert blocked.regions == ()


def test_only_pictures_with_objects_are_listed(truth, photo, tall_photo):
    assert truth.drawn_on({"a.png": photo}) == {}
    truth.look_at(photo)
    truth.add(BOX, SIZE, "cat")
    found = truth.drawn_on({"a.png": photo, "b.png": tall_photo})
    assert list(found) == ["a.png"]
    assert found["a.png"].regions[0].label == "cat"
