"""Sample pictures are gathered once, whole, and without importing heavy packages."""

import subprocess
import sys
from pathlib import Path

import pytest

from viewer import paths
from viewer.core.errors import UserError
from viewer.core.stores import samples


@pytest.fixture
def two_packages(tmp_path, monkeypatch):
    """Two made-up packages on the import path; importing either one is an error."""
    for package, name in (("campics_a", "one.png"), ("campics_b", "two.jpg")):
        (tmp_path / package / "data").mkdir(parents=True)
        (tmp_path / package / "__init__.py").write_text("raise RuntimeError('imported')")
        (tmp_path / package / "data" / name).write_bytes(name.encode() * 100)
    monkeypatch.syspath_prepend(tmp_path)
    table = (("campics_a", ("data/one.png",)), ("campics_b", ("data/two.jpg", "data/gone.jpg")))
    monkeypatch.setattr(samples, "SAMPLES", table)
    monkeypatch.setattr(samples, "OURS", ())
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_ours_and_those_of_installed_packages_are_nine_pictures_and_a_model():
    folder = samples.gather_samples()
    assert folder == paths.user_data() / "samples"
    assert names(folder) == [
        "cat_or_dog.pth",
        "chelsea.png",
        "china.jpg",
        "coffee.png",
        "drawn_cat.png",
        "drawn_dog.png",
        "drawn_dog_and_cat.png",
        "flower.jpg",
        "grace_hopper.jpg",
        "rocket.jpg",
    ]


def test_pictures_are_copied_without_importing_their_packages(two_packages):
    folder = samples.gather_samples()
    assert names(folder) == ["one.png", "two.jpg"]
    assert (folder / "one.png").read_bytes() == b"one.png" * 100


def test_a_second_run_copies_nothing(two_packages):
    folder = samples.gather_samples()
    stamps = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert samples.gather_samples() == folder
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == stamps


def test_an_incomplete_copy_is_replaced(two_packages):
    folder = samples.gather_samples()
    (folder / "one.png").write_bytes(b"one")
    samples.gather_samples()
    assert (folder / "one.png").read_bytes() == b"one.png" * 100


def test_a_missing_package_only_skips_its_pictures(two_packages, monkeypatch):
    table = (("campics_not_installed", ("data/x.png",)), *samples.SAMPLES)
    monkeypatch.setattr(samples, "SAMPLES", table)
    assert names(samples.gather_samples()) == ["one.png", "two.jpg"]


def test_pictures_gathered_before_are_enough(two_packages, monkeypatch):
    folder = samples.gather_samples()
    monkeypatch.setattr(samples, "_installed", list)
    assert samples.gather_samples() == folder


def test_no_picture_anywhere_is_said_in_words(monkeypatch):
    monkeypatch.setattr(samples, "SAMPLES", (("campics_not_installed", ("data/x.png",)),))
    monkeypatch.setattr(samples, "OURS", ())
    with pytest.raises(UserError, match="No sample pictures were found") as caught:
        samples.gather_samples()
    assert caught.value.hint


def test_a_failed_copy_leaves_no_trace_and_is_said_in_words(two_packages, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("viewer.core.files.whole_file.os.fsync", full)
    with pytest.raises(UserError, match="cannot be copied") as caught:
        samples.gather_samples()
    assert "No space left" in caught.value.detail
    assert names(paths.user_data() / "samples") == []


def test_the_module_prints_the_folder_and_loads_nothing_heavy():
    code = (
        "import sys, viewer.core.stores.samples as samples; samples.main();"
        "print({'skimage', 'sklearn', 'matplotlib', 'torch', 'PySide6'} & set(sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert answer == [str(paths.user_data() / "samples"), "set()"]
