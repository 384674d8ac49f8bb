"""Every wait of the window ends: a model that takes for ever is stopped, and the window goes on."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from given_window import LIMIT_MS, explained, window_on
from torch import nn

from viewer.core.asks.references import ModelRef
from viewer.features.folders import FoldersFeature
from viewer.features.pictures import PicturesFeature
from viewer.household import Household

pytestmark = pytest.mark.slow
AT_MOST_S = 4.0  # from a click to an engine that listens again, on a busy machine


@pytest.fixture(scope="module")
def slow_model(tmp_path_factory) -> Path:
    """One convolution named 40,000 times: hours to open."""
    path = tmp_path_factory.mktemp("slow") / "slow.pth"
    conv, row = nn.Conv2d(32, 32, 7, padding=3), nn.Sequential()
    vars(row)["_modules"] = {str(number): conv for number in range(9_000)}
    pool = (nn.AdaptiveAvgPool2d(1), nn.Flatten(1), nn.Linear(32, 5))
    torch.save(nn.Sequential(nn.Conv2d(3, 32, 3), row, *pool), path)
    return path


@pytest.fixture
def app(qtbot, tmp_path, photo) -> Iterator[Household]:
    with window_on(photo, tmp_path / "settings.ini") as app:
        explained(app, qtbot)
        yield app


def being_opened(app: Household, path: Path, qtbot) -> None:
    """Open a slow model, and wait until the status bar says so and offers to stop it."""
    app[FoldersFeature].opener.open([path])
    status = app.window.status
    qtbot.waitUntil(lambda: path.name in status._activity.text(), timeout=LIMIT_MS)
    assert status._stop.isVisible()


def test_a_slow_model_is_stopped_and_the_one_before_answers(app, slow_model, qtbot):
    being_opened(app, slow_model, qtbot)
    qtbot.waitUntil(lambda: " s" in app.window.status._activity.text().rpartition("…")[2])
    started = time.monotonic()
    app.window.status._stop.click()
    qtbot.waitUntil(lambda: "stopped" in app.window.toast.text, timeout=LIMIT_MS)
    assert time.monotonic() - started < AT_MOST_S
    assert app.session.model.ref == ModelRef()
    explained(app, qtbot)
    assert not app.window.status._stop.isVisible()


def test_another_picture_and_another_model_can_be_chosen_meanwhile(
    app, slow_model, tall_photo, qtbot
):
    being_opened(app, slow_model, qtbot)
    app[FoldersFeature].opener.open([tall_photo])
    qtbot.waitUntil(lambda: app[PicturesFeature].picture is not None)
    qtbot.waitUntil(lambda: app[PicturesFeature].picture.ref.path == tall_photo)
    started = time.monotonic()
    app.commands.run("model_default")
    qtbot.waitUntil(lambda: app.session.opening is None, timeout=LIMIT_MS)
    assert time.monotonic() - started < 2 * AT_MOST_S
    explained(app, qtbot)
    assert app.session.explanation.prediction.image.path == tall_photo
    assert app.session.model.ref == ModelRef()


def test_f5_gives_a_hanging_model_up(app, slow_model, qtbot, monkeypatch):
    monkeypatch.setattr("viewer.session.session.PATIENCE_S", 0.5)
    before = app.engine.process_id
    being_opened(app, slow_model, qtbot)
    work = app.engine._process._work
    qtbot.waitUntil(lambda: work._begun is not None and work._begun.ref.path == slow_model)
    app.commands.run("reload")
    qtbot.waitUntil(lambda: "did not answer" in app.window.notices.text, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: app.engine.process_id not in {0, before}, timeout=LIMIT_MS)
    explained(app, qtbot)
    assert app.session.model.ref == ModelRef()


@pytest.mark.skipif(sys.platform == "win32", reason="stops a process by a signal")
def test_an_engine_that_does_not_listen_is_ended(app, slow_model, qtbot):
    before = app.engine.process_id
    being_opened(app, slow_model, qtbot)
    os.kill(before, signal.SIGSTOP)
    started = time.monotonic()
    app.window.status._stop.click()
    qtbot.waitUntil(lambda: "stopped" in app.window.toast.text, timeout=LIMIT_MS)
    assert time.monotonic() - started < AT_MOST_S
    explained(app, qtbot)
    assert app.engine.process_id not in {0, before}
    assert app.session.model.ref == ModelRef()


@pytest.mark.skipif(sys.platform == "win32", reason="stops a process by a signal")
def test_another_picture_is_explained_though_the_engine_hangs_over_one(
    app, tall_photo, qtbot, monkeypatch
):
    """As over a picture on a disk that does not answer any more."""
    monkeypatch.setattr("viewer.work.engine_work.REQUEST_MS", 500)
    before = app.engine.process_id
    os.kill(before, signal.SIGSTOP)
    app[FoldersFeature].opener.open([tall_photo])
    qtbot.waitUntil(lambda: app.session.image.path == tall_photo)
    explained(app, qtbot)
    assert app.session.explanation.prediction.image.path == tall_photo
    assert app.engine.process_id not in {0, before}
    assert "did not answer" in app.window.notices.text
