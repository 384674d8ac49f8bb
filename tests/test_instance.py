"""One window per user: whoever starts later hands over, also at once, also after a kill."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from viewer import instance as module
from viewer.instance import Instance, address

ROOT = Path(__file__).resolve().parents[1]
START_S = 60


@pytest.fixture
def two(qapp):
    """The instance that listens, and a later one."""
    first, second = Instance(), Instance()
    assert first.claim([])
    first.listen()
    yield first, second
    second.release()
    first.release()


def hand_over(qtbot, chosen: list[Path]) -> int:
    """Start a process that claims with these paths, while this one's events run; its code."""
    code = (
        "import sys; from pathlib import Path; from viewer.instance import Instance;"
        "opened = Instance().claim([Path(name) for name in sys.argv[1:]]);"
        "loaded = [name for name in ('PySide6.QtWidgets', 'cv2', 'torch') if name in sys.modules];"
        "sys.exit(9 if loaded else int(opened))"
    )
    with subprocess.Popen([sys.executable, "-c", code, *map(str, chosen)], cwd=ROOT) as later:
        qtbot.waitUntil(lambda: later.poll() is not None, timeout=30_000)
    return later.returncode


def test_paths_of_any_name_arrive_and_no_widget_was_imported(qtbot, two, tmp_path):
    heard = []
    two[0].paths_received.connect(heard.append)
    odd = tmp_path / os.fsdecode(b"caf\xe9 \xe7\x8c\xab 'quote'\n.png")
    assert hand_over(qtbot, [tmp_path / "猫 狗.png", odd]) == 0
    assert heard == [[tmp_path / "猫 狗.png", odd]]


def test_a_model_arrives_before_the_paths(qtbot, two, tmp_path):
    heard = []
    two[0].model_received.connect(heard.append)
    two[0].paths_received.connect(heard.append)
    code = (
        "import sys; from pathlib import Path; from viewer.instance import Instance;"
        "sys.exit(int(Instance().claim([Path(sys.argv[1])], sys.argv[2])))"
    )
    line = '["file", "", "/模型 “1”.pth", ""]'
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path), line], cwd=ROOT) as later:
        qtbot.waitUntil(lambda: later.poll() is not None, timeout=30_000)
    assert heard == [line, [tmp_path]]


def test_nothing_chosen_only_calls_the_window_forward(qtbot, two):
    heard = []
    two[0].paths_received.connect(heard.append)
    assert hand_over(qtbot, []) == 0
    assert heard == [[]]


def test_a_closing_window_lets_the_next_start_open_its_own(two):
    first, second = two
    first.release()
    assert second.claim([])


@pytest.mark.parametrize(
    "line",
    [
        b'{"paths": 7}',
        b"\x00\xff",
        b"[" * 100_000,
        b'{"paths": [], "token": "\\ud800"}',
        b'{"paths": [], "token": "a\\u0000b"}',
        b'{"paths": ["00"], "token": ""}',
        b'{"paths": ["zz"], "token": ""}',
        b'{"paths": [[]], "token": ""}',
    ],
    ids=lambda line: repr(line[:40]),
)
def test_nonsense_is_refused_and_the_window_goes_on_listening(qtbot, two, line):
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(address()[0])
    assert socket.waitForConnected(1000)
    heard = []
    two[0].paths_received.connect(heard.append)
    socket.write(line + b"\n")
    qtbot.waitUntil(
        lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=5000
    )
    assert heard == []
    socket.connectToServer(address()[0])
    assert socket.waitForConnected(1000), "it still listens"
    socket.abort()


def test_no_line_about_a_model_raises():
    from viewer.core.models.model_text import model_from_text

    for line in ("[" * 100_000, '["file", "", "a\\u0000b", ""]', '["file", "", "\\ud800", ""]'):
        assert model_from_text(line) is None


def test_a_window_that_does_not_answer_is_not_waited_for_for_ever(monkeypatch, qapp):
    monkeypatch.setattr(module, "PATIENCE_S", 0.3)
    first, second = Instance(), Instance()
    assert first.claim([])  # and never listens
    assert second.claim([])
    first.release()


def test_without_a_place_for_the_lock_the_window_opens_all_the_same(tmp_path, monkeypatch, qapp):
    occupied = tmp_path / "a file"
    occupied.write_text("")
    monkeypatch.setattr(module.paths, "runtime", lambda: occupied / "below")
    first, second = Instance(), Instance()
    assert first.claim([])
    first.listen()
    assert second.claim([])
    first.release()


class Windows:
    """Real starts of the program, offscreen."""

    def __init__(self) -> None:
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: object) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "main.py", *map(str, arguments)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.running.append(process)
        return process

    def alive(self) -> list[subprocess.Popen[bytes]]:
        return [process for process in self.running if process.poll() is None]

    def end(self) -> None:
        for process in self.alive():
            process.kill()
        for process in self.running:
            process.wait()


@pytest.fixture
def windows():
    started = Windows()
    yield started
    started.end()


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_S
    while not what():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.05)


def owner() -> int:
    """Return the process that holds the lock: the first line of Qt's lock file."""
    lines = address()[1].read_text().splitlines() if address()[1].exists() else []
    return int(lines[0]) if lines else 0


def remembered(home: Path) -> str:
    """What the settings file says of recent folders."""
    return "".join(path.read_text() for path in home.rglob("CamScope.ini"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="settings are looked for where Linux has them")
def test_five_cold_starts_give_one_window_and_a_killed_one_locks_nobody_out(
    windows, own_folders, photo_folder, tmp_path
):
    for _ in range(5):
        windows.start(photo_folder)
    wait_for(lambda: len(windows.alive()) == 1)
    (window,) = windows.alive()
    assert all(process.returncode == 0 for process in windows.running if process is not window)

    later = tmp_path / "later"
    later.mkdir()
    assert windows.start(later).wait(START_S) == 0
    wait_for(lambda: "/later" in remembered(own_folders))

    window.kill()
    window.wait()
    heir = windows.start(photo_folder)
    wait_for(lambda: owner() == heir.pid)
    assert windows.start(photo_folder).wait(START_S) == 0
    assert windows.alive() == [heir]

    alone = windows.start("--new-window", photo_folder)
    with pytest.raises(subprocess.TimeoutExpired):
        alone.wait(3)
