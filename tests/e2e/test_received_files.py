"""Sessions and figures of strangers in the real window: they show something, and change nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch
from given_hostile_files import PWNED_RULE, REFUSED, write_hostile_session
from given_records import given_model
from given_routes import tell
from given_window import LIMIT_MS, explained, window_on
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QMessageBox
from torch import nn

from viewer import starting
from viewer.app import build, make_application
from viewer.core.asks.references import LAST_PAGE, ModelRef
from viewer.core.asks.target import LAST_CLASS
from viewer.core.models.model_setup import ModelSetup
from viewer.core.stores.setup_memory import remembered_setup
from viewer.features.figures import FiguresFeature
from viewer.features.folders import FoldersFeature
from viewer.features.scenes import ScenesFeature
from viewer.features.setups import SetupsFeature
from viewer.figure.style import FigureStyle
from viewer.household import Household
from viewer.starting import start

ROOT = Path(__file__).resolve().parents[2]
OWN = ModelSetup(class_names=("cat", "dog", "fish"))
STRANGE = ("dog", "cat", "shark")


@pytest.fixture
def quiet(qtbot, tmp_path, photo_folder) -> Iterator[Household]:
    """The real window without its engine: what is tested is what it reads."""
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    app = build(make_application(), settings=settings)
    app.window.resize(900, 600)
    app.window.show()
    app[FoldersFeature].opener.open([photo_folder])
    qtbot.waitUntil(lambda: app.session.image is not None)
    yield app
    app.window.close()
    app.window.deleteLater()


@contextmanager
def heartbeat() -> Iterator[list[float]]:
    """Note the seconds between the window's beats."""
    stalls, last = [0.0], [time.perf_counter()]

    def beat() -> None:
        now = time.perf_counter()
        stalls.append(now - last[0])
        last[0] = now

    timer = QTimer(interval=5)
    timer.timeout.connect(beat)
    timer.start()
    yield stalls
    beat()
    timer.stop()


def written_model(path: Path) -> Path:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        layers = nn.Conv2d(3, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(1), nn.Linear(4, 3)
        torch.save(nn.Sequential(*layers).eval(), path)
    return path


@pytest.mark.slow
def test_a_setup_that_comes_with_a_file_holds_for_that_view_alone(
    qtbot, tmp_path, photo, own_folders
):
    with window_on(photo, tmp_path / "settings.ini") as app:
        explained(app, qtbot)
        _try_default_model(app, qtbot, tmp_path, photo)
        _try_own_model(app, qtbot, tmp_path, photo)


def _try_default_model(app: Household, qtbot, tmp_path: Path, photo: Path) -> None:
    session, bar = app.session, app.window.lent_bar
    sha256, rule = session.model.weights_sha256, session.model.rule
    names = [f"pwned {number}" for number in range(1000)]
    setup = {"class_names": names, "rule": PWNED_RULE}
    scene = {"image": photo.name, "model": {"source": "default", "setup": setup}}
    app.window.paths_dropped.emit([write_hostile_session(tmp_path / "x.camscope", scene)])
    qtbot.waitUntil(lambda: session.model.class_names[0] == "pwned 0", timeout=LIMIT_MS)
    explained(app, qtbot)
    assert bar.isVisible()
    assert "x.camscope" in bar.text.text()
    assert remembered_setup(sha256) is None
    app.commands.run("model_default")
    qtbot.waitUntil(lambda: session.model.rule == rule, timeout=LIMIT_MS)
    assert session.model.class_names[0] != "pwned 0"
    assert not bar.isVisible()


def _try_own_model(app: Household, qtbot, tmp_path: Path, photo: Path) -> None:
    session, bar = app.session, app.window.lent_bar
    named = lambda *names: lambda: session.model.class_names == names  # noqa: E731
    model = written_model(tmp_path / "model.pth")
    app[SetupsFeature].setups._asked = {"all"}
    app[FoldersFeature].opener.open([model])
    qtbot.waitUntil(lambda: session.model.ref.path == model, timeout=LIMIT_MS)
    sha256 = session.model.weights_sha256
    app[SetupsFeature].setups.apply(OWN)
    qtbot.waitUntil(named("cat", "dog", "fish"), timeout=LIMIT_MS)
    explained(app, qtbot)
    assert remembered_setup(sha256) == OWN
    assert not bar.isVisible()

    # an older figure of the user's own, opened again after a class was renamed
    figure = tmp_path / "figure.svg"
    with qtbot.waitSignal(app[FiguresFeature].figures.saved, timeout=LIMIT_MS):
        app[FiguresFeature].desk.save(FigureStyle(file_format="svg"), figure, (), ())
    app.window.predictions.class_renamed.emit(0, "tabby")
    qtbot.waitUntil(named("tabby", "dog", "fish"), timeout=LIMIT_MS)
    new = ModelSetup(class_names=("tabby", "dog", "fish"))
    qtbot.waitUntil(lambda: remembered_setup(sha256) == new)
    app.window.paths_dropped.emit([figure])
    qtbot.waitUntil(named("cat", "dog", "fish"), timeout=LIMIT_MS)
    qtbot.waitUntil(bar.isVisible)
    assert "figure.svg" in bar.text.text()
    assert remembered_setup(sha256) == new
    bar.own.click()
    qtbot.waitUntil(named("tabby", "dog", "fish"), timeout=LIMIT_MS)
    assert not bar.isVisible()

    # a stranger's session; what it said is kept when the user says so
    told = {"source": "file", "path": model.name, "setup": {"class_names": STRANGE}}
    kept = write_hostile_session(
        tmp_path / "y.camscope", {"image": photo.name, "model": told, "target": {"kind": "top"}}
    )
    app.window.paths_dropped.emit([kept])
    qtbot.waitUntil(named(*STRANGE), timeout=LIMIT_MS)
    assert remembered_setup(sha256) == new
    assert app[ScenesFeature].scene().model.setup == ModelSetup(class_names=STRANGE)
    bar.keep.click()
    assert not bar.isVisible()
    assert remembered_setup(sha256) == ModelSetup(class_names=STRANGE)
    explained(app, qtbot)


@pytest.mark.parametrize("which", ["page", "heat_nan", "surrogate", "layer_text", "panes"])
def test_what_is_refused_is_said_and_the_window_lives(quiet, qtbot, tmp_path, which):
    path = write_hostile_session(tmp_path / "x.camscope", REFUSED[which])
    with heartbeat() as stalls:
        quiet.window.paths_dropped.emit([path])
        qtbot.waitUntil(lambda: bool(quiet.window.notices.text))
    assert max(stalls) < 1.0


@pytest.mark.slow
def test_a_page_and_a_class_that_are_not_there_are_told_in_the_panes(qtbot, tmp_path, photo):
    with window_on(photo, tmp_path / "settings.ini") as app:
        explained(app, qtbot)
        target = {"kind": "class", "index": LAST_CLASS}
        told = {"image": photo.name, "page": LAST_PAGE, "target": target}
        kept = write_hostile_session(tmp_path / "x.camscope", told)
        app.window.paths_dropped.emit([kept])
        pane = app.window.pane_row.panes[1]
        qtbot.waitUntil(lambda: bool(pane._words[0]), timeout=LIMIT_MS)


@pytest.mark.skipif(not Path("/proc/self/pagemap").exists(), reason="Linux alone has it")
def test_a_file_without_an_end_is_never_hashed(quiet, qtbot, tmp_path):
    told = {"image": "/proc/self/pagemap", "image_sha256": "00" * 32}
    asked: list = []
    quiet[ScenesFeature].reopener._ask = lambda what, name: asked.append(name)
    with heartbeat() as stalls:
        quiet.window.paths_dropped.emit([write_hostile_session(tmp_path / "x.camscope", told)])
        qtbot.waitUntil(lambda: asked == ["pagemap"])
    assert max(stalls) < 1.0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("name", ["x.png", "x.svg", "x.json", "x.camscope"])
def test_a_pipe_that_is_dropped_holds_nobody_up(quiet, qtbot, tmp_path, name):
    os.mkfifo(tmp_path / name)
    quiet.window.paths_dropped.emit([tmp_path / name])
    qtbot.waitUntil(lambda: name in quiet.window.notices.text)
    assert "not an ordinary file" in quiet.window.notices.text


def test_a_large_drawing_is_looked_through_beside_the_window(quiet, qtbot, tmp_path):
    path = tmp_path / "x.svg"
    path.write_bytes(b"<camscope:recipe " * 2_000_000)
    with heartbeat() as stalls:
        quiet.window.paths_dropped.emit([path])
        qtbot.waitUntil(lambda: "x.svg" in quiet.window.notices.text)
    assert max(stalls) < 1.0


def test_what_takes_long_is_told_stopped_and_outdated(quiet, qtbot, tmp_path, monkeypatch, photo):
    gate = tmp_path / "gate"

    def read_slowly(path, folder, cancelled, *, figure):
        while not gate.exists() and not cancelled():
            time.sleep(0.01)
        raise AssertionError("nobody waits for this")

    monkeypatch.setattr("viewer.features.reopening.read_kept", read_slowly)
    reopener, status = quiet[ScenesFeature].reopener, quiet.window.status
    quiet[ScenesFeature].open_kept(tmp_path / "slow.camscope")
    qtbot.waitUntil(lambda: "slow.camscope" in status._activity.text())
    assert status._stop.isVisible()
    quiet.commands.run("stop")
    assert "slow.camscope" not in status._activity.text()
    assert not reopener._errands.busy
    quiet[ScenesFeature].open_kept(tmp_path / "slow.camscope")
    quiet[FoldersFeature].opener.open([photo])
    assert not reopener._errands.busy, "what is opened later outdates it"
    qtbot.waitUntil(lambda: quiet.session.image.path == photo)
    assert quiet.window.notices.text == ""


def test_remembered_places_that_no_disk_has_do_not_stop_the_start(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(starting, "start_engine", lambda _app, _model, avoided=None: None)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    for key in ("recent/image", "recent/folders", "recent/tree"):
        settings.setValue(key, "/" + "9" * 5_000)
    app = build(make_application(), settings=settings)
    start(app, [])
    app.window.close()
    app.window.deleteLater()


@pytest.mark.parametrize("field", ["image", "folder"])
@pytest.mark.parametrize("name", ["x.camscope", "model.pth"])
def test_a_scene_opens_no_session_and_no_model_in_the_place_of_a_picture(
    quiet, qtbot, tmp_path, monkeypatch, field, name
):
    """One that named itself would be opened again and again."""
    tell(quiet.session, given_model(ref=ModelRef()))
    (tmp_path / "model.pth").touch()
    path = write_hostile_session(tmp_path / "x.camscope", {field: name})
    begun: list = []
    quiet[FoldersFeature].opener.kept_chosen.connect(begun.append)
    quiet[FoldersFeature].opener.model_chosen.connect(begun.append)
    quiet.window.paths_dropped.emit([path])
    vacancy, notices = quiet.window.pane_row.vacancy, quiet.window.notices
    words = vacancy.headline.text if field == "image" else (lambda: notices.text)
    qtbot.waitUntil(lambda: bool(words()))
    assert begun == []


LOOK = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from viewer.app import build, make_application
from viewer.features.folders import FoldersFeature
from viewer.features.pictures import PicturesFeature
application = make_application()
settings = QSettings(sys.argv[1], QSettings.Format.IniFormat)
app = build(application, settings=settings)
app.window.show()
app[FoldersFeature].opener.open([Path(sys.argv[2])])
left = [Path(path) for path in sys.argv[3:]]
view, notices = app.window.pane_row.view, app.window.notices

def go_on():
    if app[PicturesFeature].picture is None or (go_on.asked and not notices.text):
        return
    if left:
        notices.clear()
        go_on.asked = left.pop(0)
        app.window.paths_dropped.emit([go_on.asked])
        return
    for odd in (0.0, float("nan"), float("inf"), 1e300, -1.0):
        view.set_view((odd, 10.0), odd)
        app.window.grab()
    print("alive", flush=True)
    timer.stop()
    app.window.close()
    application.exit(0)

go_on.asked = None
timer = QTimer(interval=10)
timer.timeout.connect(go_on)
timer.start()
sys.exit(application.exec())
"""


def test_a_view_out_of_all_reason_does_not_end_the_window(tmp_path, photo):
    views = [which for which in REFUSED if which.startswith("view_")]
    files = [write_hostile_session(tmp_path / f"{w}.camscope", REFUSED[w]) for w in views]
    recipe = {"kind": "camscope-figure", "format": 1, "figure": {}, "scene": REFUSED["view_nan"]}
    figure = tmp_path / "figure.json"
    figure.write_text(json.dumps(recipe))
    done = subprocess.run(
        [sys.executable, "-c", LOOK, tmp_path / "settings.ini", photo, *files, figure],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr


WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QMessageBox
from viewer.app import build, make_application
from viewer.features.folders import FoldersFeature
from viewer.features.scenes import ScenesFeature
application = make_application()
app = build(application, settings=QSettings(sys.argv[1], QSettings.Format.IniFormat))
app.window.show()
app[FoldersFeature].opener.open([Path(sys.argv[2])])

def tell():
    if app.session.image is not None:
        timer.stop()
        app[ScenesFeature].offer_lost(wanted=True)
        app[ScenesFeature].autosave.save()
        boxes = [box.text() for box in app.window.findChildren(QMessageBox)]
        print(boxes, flush=True)

timer = QTimer(interval=10)
timer.timeout.connect(tell)
timer.start()
sys.exit(application.exec())
"""


@contextmanager
def another_window(settings: Path, picture: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", WINDOW, str(settings), str(picture)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout.readline().strip() == "[]", "nothing is offered while all live"
            yield process
        finally:
            process.kill()


def test_after_two_windows_the_one_that_was_killed_is_offered(quiet, qtbot, tmp_path, photo_folder):
    first, second = photo_folder / "photo1.png", photo_folder / "photo2.png"
    with (
        another_window(tmp_path / "a.ini", first) as one,
        another_window(tmp_path / "b.ini", second) as other,
    ):
        one.kill()
        one.wait()
        assert offered(quiet) == ["Open the last session?"]
        quiet.window.findChild(QMessageBox).buttons()[0].click()
        assert other.poll() is None
    assert quiet[ScenesFeature].reopener._errands.busy
    qtbot.waitUntil(lambda: quiet[ScenesFeature].reopener._waiting is not None)
    assert quiet[ScenesFeature].reopener._waiting.image == first


def offered(app: Household) -> list[str]:
    app[ScenesFeature].offer_lost(wanted=True)
    return [box.windowTitle() for box in app.window.findChildren(QMessageBox)]
