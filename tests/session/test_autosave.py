"""Each window keeps its own session; only that of a dead one is offered, and only once."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from viewer.core.files.process_mark import ProcessMark
from viewer.core.scene import Scene
from viewer.session.autosave import Autosave, Lost
from viewer.session.session_file import write_session

ROOT = Path(__file__).resolve().parents[2]
SCENE = Scene(folder=Path("/照片"), image=Path("/照片/猫.png"))
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from viewer.core.scene import Scene
from viewer.session.autosave import Autosave
application = QCoreApplication([])
autosave = Autosave(Path(sys.argv[1]), lambda: Scene(image=Path(sys.argv[2])))
lost = autosave.begin()
autosave.save()
print("lost:", lost and lost.scene.image, flush=True)
sys.stdin.read()
autosave.end()
"""


@contextmanager
def window(data: Path, image: str):
    """A process that keeps its session like a window, until it is killed or its input ends."""
    command = [sys.executable, "-c", WINDOW, str(data), image]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        told = process.stdout.readline().strip()
        assert told == "lost: None", told
        yield process
        process.kill()


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()


def begun(data: Path, scene: Scene = SCENE) -> Autosave:
    autosave = Autosave(data, lambda: scene)
    assert autosave.begin() is None
    autosave.save()
    return autosave


def forsake(autosave: Autosave) -> None:
    """Let a window die without a word: the system lets go of its lock."""
    autosave._mark.release()
    autosave._mark = None


def kept(data: Path) -> list[str]:
    return sorted(path.suffix for path in data.rglob("*") if path.is_file())


def test_after_a_crash_the_scene_is_offered_and_after_an_end_it_is_not(tmp_path, qapp):
    forsake(begun(tmp_path))
    second = Autosave(tmp_path, Scene)
    assert second.begin() == Lost(SCENE)
    second.end()
    assert kept(tmp_path) == []
    third = Autosave(tmp_path, Scene)
    assert third.begin() is None
    third.end()


def test_two_windows_do_not_disturb_one_another(tmp_path, qapp):
    with window(tmp_path, "/a.png") as first, window(tmp_path, "/b.png") as second:
        kill(first)
        third = Autosave(tmp_path, Scene)
        assert third.begin() == Lost(Scene(image=Path("/a.png")))
        fourth = Autosave(tmp_path, Scene)
        assert fourth.begin() is None, "what is offered to one window is offered to no other"
        fourth.end()
        third.settle()
        second.stdin.close()
        second.wait()
    third.end()
    assert kept(tmp_path) == []


def test_of_two_dead_windows_the_newest_is_offered_and_the_other_later(tmp_path, qapp):
    with window(tmp_path, "/a.png") as first, window(tmp_path, "/b.png") as second:
        for process in (first, second):
            kill(process)
    files = {path.read_text().count("/b.png"): path for path in tmp_path.rglob("*.camscope")}
    os.utime(files[0], (1_000, 1_000))
    third = Autosave(tmp_path, Scene)
    assert third.begin() == Lost(Scene(image=Path("/b.png")), others=1)
    third.end()
    fourth = Autosave(tmp_path, Scene)
    assert fourth.begin() == Lost(Scene(image=Path("/a.png")))
    fourth.end()
    assert kept(tmp_path) == []


def test_what_was_offered_is_not_lost_in_another_crash(tmp_path, qapp):
    forsake(begun(tmp_path))
    second = Autosave(tmp_path, Scene)
    assert second.begin() == Lost(SCENE)
    forsake(second)
    second._offered.release()
    third = Autosave(tmp_path, Scene)
    assert third.begin() == Lost(SCENE)
    third.end()


def test_a_start_that_offers_nothing_leaves_it_for_the_next(tmp_path, qapp):
    forsake(begun(tmp_path))
    second = Autosave(tmp_path, lambda: replace(SCENE, page=1))
    assert second.begin(wanted=False) is None
    second.save()
    second.end()
    third = Autosave(tmp_path, Scene)
    assert third.begin() == Lost(SCENE)
    third.end()


def test_what_an_earlier_version_kept_is_offered_once(tmp_path, qapp):
    write_session(SCENE, tmp_path / "last.camscope")
    (tmp_path / "running").touch()
    first = Autosave(tmp_path, Scene)
    assert first.begin() == Lost(SCENE)
    first.end()
    second = Autosave(tmp_path, Scene)
    assert second.begin() is None
    second.end()
    assert kept(tmp_path) == []


@pytest.mark.parametrize("content", ["", "{", "[" * 100_000, '{"kind": "camscope-session"}'])
def test_a_damaged_session_is_offered_to_nobody_and_swept(tmp_path, qapp, content):
    first = begun(tmp_path)
    next(tmp_path.rglob("*.camscope")).write_text(content)
    forsake(first)
    second = Autosave(tmp_path, Scene)
    assert second.begin() is None
    second.end()
    assert kept(tmp_path) == []


def test_nothing_is_written_before_it_begins_and_a_change_is_saved_soon(tmp_path, qtbot):
    autosave = Autosave(tmp_path, lambda: SCENE)
    autosave.note_change()
    autosave.save()
    assert not list(tmp_path.iterdir())
    autosave.begin()
    autosave._timer.setInterval(1)
    autosave.note_change()
    qtbot.waitUntil(lambda: kept(tmp_path) == [".camscope", ".running"])
    autosave.end()


def test_an_autosave_that_fails_disturbs_nobody(tmp_path, qapp):
    autosave = Autosave(tmp_path, lambda: SCENE)
    autosave.begin()
    autosave._mark.path.with_suffix(".camscope").mkdir()
    autosave.save()
    autosave.end()
    (tmp_path / "file").touch()
    nowhere = Autosave(tmp_path / "file", lambda: SCENE)
    assert nowhere.begin() is None
    nowhere.note_change()
    nowhere.save()
    nowhere.end()


def test_a_mark_belongs_to_one_process_at_a_time(tmp_path):
    mark = ProcessMark.make(tmp_path / "a")
    assert ProcessMark.claim(tmp_path / "a") is None
    mark.release()
    again = ProcessMark.claim(tmp_path / "a")
    assert again is not None
    again.remove()
    assert ProcessMark.claim(tmp_path / "a") is None
    assert not list(tmp_path.iterdir())
