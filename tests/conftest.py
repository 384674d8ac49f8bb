"""What every test gets: an offscreen Qt, own folders, and a check that nothing is left running."""

from __future__ import annotations

import builtins
import gc
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import given_speech
import numpy as np
import pytest
from PIL import Image

from viewer.core.garbage import collect_due

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["CAMSCOPE_DEVICE"] = "cpu"  # also where there is a GPU, whose sums differ a little
os.environ["CAMSCOPE_FAST"] = "off"  # its sums differ a little, too, and it takes seconds to make

REPOSITORY = Path(__file__).resolve().parent.parent
GRACE_S = 5.0  # how long a thread or process may take to go after its test
BYSTANDERS = ("resource_tracker", "forkserver")  # started by multiprocessing, one per session


def use_home(patch: pytest.MonkeyPatch, home: Path, runtime: str) -> None:
    """Point settings, data, log and cache at folders below ``home``."""
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    patch.setenv("XDG_RUNTIME_DIR", runtime)  # short: a socket's path has 107 characters at most
    if sys.platform == "darwin":
        patch.setenv("HOME", str(home))
    if sys.platform == "win32":
        patch.setenv("APPDATA", str(home / "roaming"))
        patch.setenv("LOCALAPPDATA", str(home / "local"))
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings

        for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
            QSettings.setPath(kind, QSettings.Scope.UserScope, str(home / "config"))


@pytest.fixture(scope="session", autouse=True)
def session_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Own folders for everything that lives longer than one test."""
    patch = pytest.MonkeyPatch()
    with tempfile.TemporaryDirectory(prefix="cam-") as runtime:
        use_home(patch, tmp_path_factory.mktemp("session"), runtime)
        # One font cache for the whole session: building it takes seconds.
        patch.setenv("MPLCONFIGDIR", str(tmp_path_factory.mktemp("matplotlib")))
        yield
        patch.undo()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names for folders, one a test; pytest's own numbers ask for all folders each time."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / f"home{number}" for number in count())


@pytest.fixture(autouse=True)
def own_folders(
    nothing_left_behind: None, homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Fresh folders for settings, data, log and cache; none of them exists yet."""
    home = next(homes)
    home.mkdir()
    with tempfile.TemporaryDirectory(prefix="cam-") as runtime:
        use_home(monkeypatch, home, runtime)
        yield home


@pytest.fixture(scope="session", autouse=True)
def ears() -> None:
    """Hear what the rooms without Qt say to a user, from the first test on."""
    given_speech.listen()


@pytest.fixture(autouse=True)
def all_is_said_in_chinese(ears: None) -> Iterator[None]:
    """Fail a test in which something was said that a Chinese window would show in English."""
    given_speech.heard.clear()
    yield
    left = filter(None, map(given_speech.left_in_english, sorted(given_speech.heard)))
    assert not (found := list(left)), "\n".join(found)


@pytest.fixture(autouse=True)
def plain_look() -> Iterator[None]:
    """Take a theme off again that a test has put on the whole application."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")  # an import fails in PySide6 6.12.0 on 3.13.0
    if widgets is not None:
        app = widgets.QApplication.instance()
        if isinstance(app, widgets.QApplication) and app.styleSheet():
            app.setStyleSheet("")
            app.setPalette(app.style().standardPalette())


@pytest.fixture(autouse=True)
def one_torch_thread() -> None:
    """Give torch one thread, where a test has loaded it."""
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)


def python_threads() -> set[object]:
    return {thread for thread in threading.enumerate() if not thread.daemon}


def qt_threads() -> set[object]:
    """Native threads that bear a QThread's name; Qt calls them after their class."""
    found: set[object] = set()
    for task in Path("/proc/self/task").glob("*"):
        try:
            name = (task / "comm").read_text().strip()
        except OSError:
            continue
        if name.endswith("Thread"):
            found.add(f"{name} ({task.name})")
    return found


def child_processes() -> set[object]:
    """Living children of this process with their command lines; zombies do not count."""
    if not Path("/proc/self/task").is_dir():
        return set(multiprocessing.active_children())
    found: set[object] = set()
    for listing in Path("/proc/self/task").glob("*/children"):
        try:
            children = listing.read_text().split()
        except OSError:
            continue
        for child in children:
            command = command_line(child)
            if command and not any(name in command for name in BYSTANDERS):
                found.add(f"process {child}: {command}")
    return found


def command_line(process: str) -> str:
    """The command of a living process; empty for a zombie and for one that is gone."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    except OSError:
        return ""


def windows() -> set[object]:
    """Addresses of the parentless windows, without menus, pop-ups and tool tips."""
    return {address for address, _ in living_windows()}


def living_windows() -> list[tuple[int, object]]:
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    import shiboken6
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtWidgets import QApplication, QMenu

    if QApplication.instance() is None:
        return []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    passing = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)
    return [
        (shiboken6.getCppPointer(widget)[0], widget)
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None
        and widget.windowType() not in passing
        and not isinstance(widget, QMenu)
    ]


def wait_until_gone(census: Callable[[], set[object]], before: set[object]) -> set[object]:
    """Return what a census finds that was not there before, after some patience."""
    deadline = time.monotonic() + GRACE_S
    if census() - before:
        gc.collect()  # a pool of threads ends with its last reference, which may be in a circle
    while (new := census() - before) and time.monotonic() < deadline:
        time.sleep(0.02)
    return new


def close_windows(before: set[object]) -> list[str]:
    """Close the windows that were not there before, and return what they were."""
    if not windows() - before:
        return []
    gc.collect()  # a widget in a reference cycle is not left behind, only not yet collected
    left = [widget for address, widget in living_windows() if address not in before]
    for widget in left:
        widget.close()
        widget.deleteLater()
    return [repr(widget) for widget in left]


@pytest.fixture(autouse=True, scope="session")
def qt_classes_are_made_by_the_main_thread() -> Iterator[None]:
    """Fail where another thread makes a class of Qt: PySide then looks types up without a lock."""
    elsewhere: list[str] = []
    plain = builtins.__build_class__

    def build(*arguments: Any, **options: Any) -> Any:
        made = plain(*arguments, **options)
        alone = threading.current_thread() is threading.main_thread()
        if not alone and type(made).__module__.startswith("Shiboken"):
            elsewhere.append(f"{made.__qualname__} ({threading.current_thread().name})")
        return made

    builtins.__build_class__ = build
    yield
    builtins.__build_class__ = plain
    if elsewhere:
        pytest.fail("Made beside the main thread: " + ", ".join(elsewhere), pytrace=False)


@pytest.fixture(autouse=True, scope="session")
def garbage_is_collected_on_the_main_thread() -> Iterator[None]:
    """Let no thread of a test end the objects of a window that another test has closed."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def nothing_left_behind(garbage_is_collected_on_the_main_thread: None) -> Iterator[None]:
    """Fail a test that leaves a thread, a process or a window alive."""
    censuses = (python_threads, qt_threads, child_processes)
    before = [census() for census in censuses]
    windows_before = windows()
    yield
    left = close_windows(windows_before)
    collect_due()
    for census, old in zip(censuses, before, strict=True):
        left += [str(item) for item in wait_until_gone(census, old)]
    if left:
        pytest.fail("The test left behind: " + "; ".join(left), pytrace=False)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of photographs beside the checkout; tests that need it skip without it."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no photographs at {folder}")
    return folder


def drawn_picture(width: int, height: int) -> np.ndarray:
    """A picture in which every place and every channel is told apart: ramps and one bright disc."""
    y, x = np.mgrid[0:height, 0:width]
    picture = np.stack([x * 255 // (width - 1), y * 255 // (height - 1), (x + y) % 256], axis=-1)
    disc = (x - width * 0.3) ** 2 + (y - height * 0.4) ** 2 < (min(width, height) * 0.2) ** 2
    picture[disc] = (250, 180, 40)
    return picture.astype(np.uint8)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A drawn 3:2 picture, 240 x 160, as PNG."""
    return save_picture(tmp_path / "photo.png", drawn_picture(240, 160))


@pytest.fixture
def tall_photo(tmp_path: Path) -> Path:
    """The transpose of ``photo``, 160 x 240, as PNG."""
    return save_picture(tmp_path / "tall_photo.png", drawn_picture(240, 160).swapaxes(0, 1))


@pytest.fixture
def photo_folder(tmp_path: Path) -> Path:
    """A folder of four drawn pictures, wide and tall: photo1, photo2, photo3, photo10."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number, (width, height) in {
        1: (240, 160),
        2: (160, 240),
        3: (240, 160),
        10: (96, 64),
    }.items():
        save_picture(folder / f"photo{number}.png", drawn_picture(width, height))
    return folder


def save_picture(path: Path, rgb: np.ndarray) -> Path:
    Image.fromarray(np.ascontiguousarray(rgb)).save(path)
    return path
