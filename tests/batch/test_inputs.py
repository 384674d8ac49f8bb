"""A data set is an input as it lies on the disk, and what was written before never is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from viewer.batch.inputs import gather
from viewer.cli import main
from viewer.core.errors import UserError

OUT = Path("/nowhere/out")


@pytest.fixture
def pets(tmp_path: Path, photo: Path) -> Path:
    """Pictures in class folders, one beside these and one deeper, and what hides there."""
    places = ("cat/2.png", "cat/10.png", "dog/2.png", "one.png", "dog/more/3.png", ".trash/4.png")
    for place in places:
        (tmp_path / "pets" / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(photo, tmp_path / "pets" / place)
    return tmp_path / "pets"


def test_a_folder_gives_its_pictures_and_those_of_its_class_folders(pets: Path) -> None:
    places = {
        str(path.relative_to(pets)): place for path, place in gather([pets], OUT).places.items()
    }
    assert places == {"cat/2.png": "cat", "cat/10.png": "cat", "dog/2.png": "dog", "one.png": ""}


def test_all_folders_below_are_looked_into_when_that_is_asked(pets: Path) -> None:
    found = gather([pets], OUT, recursive=True).places
    assert found[pets / "dog" / "more" / "3.png"] == "dog/more"
    assert len(found) == 5
    above = gather([pets.parent], OUT, recursive=True).places
    assert above[pets / "cat" / "2.png"] == "pets/cat"


def test_files_are_taken_as_given_and_once(pets: Path) -> None:
    (pets / "notes.txt").write_text("no picture")
    given = [pets / "notes.txt", pets / "cat" / "2.png", pets]
    found = gather(given, OUT).places
    assert [*found][:2] == [pets / "notes.txt", pets / "cat" / "2.png"]
    assert found[pets / "cat" / "2.png"] == ""
    assert len(found) == 5


def test_what_is_not_there_and_what_holds_nothing_is_told(pets: Path, tmp_path: Path) -> None:
    for missing in (pets / "no-such.png", Path("x" * 5_000)):
        with pytest.raises(UserError, match="There is no file or folder"):
            gather([missing], OUT)
    (tmp_path / "data" / "train" / "cat").mkdir(parents=True)
    shutil.copy(pets / "one.png", tmp_path / "data" / "train" / "cat")
    with pytest.raises(UserError, match="--recursive"):
        gather([tmp_path / "data"], OUT)


def run(*arguments: object) -> None:
    assert main(["export", *map(str, arguments), "--methods", "eigen_cam", "--overlays"]) == 0


def below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_results_stand_under_their_class_and_are_never_explained(
    pets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = pets / "results"
    shutil.rmtree(pets / ".trash")
    stems = ("cat/2", "cat/10", "dog/2", "one")
    written = {f"{stem}{end}" for stem in stems for end in (".json", ".png", "_top_eigen_cam.jpg")}
    run(pets, "--out", out)
    assert below(out) == written
    recipe = json.loads((out / "dog" / "2.json").read_text(encoding="utf-8"))
    assert recipe["picture"]["path"] == str(pets / "dog" / "2.png")
    capsys.readouterr()
    run(pets, "--out", out, "--recursive")  # again, with the results below the pictures
    assert below(out) == {
        *written,
        *(f"dog/more/3{end}" for end in (".json", ".png", "_top_eigen_cam.jpg")),
    }
    assert "Results of CamScope are not explained: 8 left out." in capsys.readouterr().err
    shutil.copy(pets / "one.png", out / "stray.png")
    found = gather([pets], out)
    assert (found.results, found.inside, len(found.places)) == (2, 1, 4)
    assert not gather([pets], OUT, recursive=True).places.keys() & set(out.rglob("*_cam.jpg"))
    with pytest.raises(UserError, match="nothing but results"):
        gather([out / "cat", *out.glob("*.jpg")], OUT)


def test_results_beside_the_pictures_are_left_out_the_next_time(
    pets: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(pets, "--out", pets)
    first = below(pets)
    assert {"cat/2-2.png", "cat/2-2.json", "one-2.png"} <= first  # no source is written over
    run(pets, "--out", pets)
    assert below(pets) == first
    assert "8 left out" in capsys.readouterr().err
