"""A wired window takes every reply of the engine, and the window before it none any more."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings

from viewer.app import build, make_application
from viewer.core.asks.jobs import JOBS, UNASKED
from viewer.core.asks.messages import Began, Notice
from viewer.core.asks.references import ModelRef

KINDS = {kind for job in JOBS.values() for kind in job.replies}.union(UNASKED)
ASIDE = {"Prediction", "HeatMap", "Finished", "Failure", "ModelInfo", "Notice"}


@pytest.fixture
def app(qapp, tmp_path):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    app = build(make_application(), settings=settings)
    yield app
    app.window.close()
    app.window.deleteLater()


def bare(kind: type, serial: int) -> object:
    """Return a reply of which only kind and number are known."""
    reply = object.__new__(kind)
    if "serial" in kind.__dataclass_fields__:
        object.__setattr__(reply, "serial", serial)
    return reply


def test_every_reply_has_a_route(app):
    routes = app.engine._routes
    taken = {kind for kind in KINDS if routes.receivers(bare(kind, 1))}
    assert KINDS - taken == {Began}  # it concerns the engine's process alone
    aside = {kind.__name__ for kind in KINDS if routes.receivers(bare(kind, -1))}
    numbered = {kind.__name__ for kind in KINDS if "serial" in kind.__dataclass_fields__}
    assert aside & numbered == ASIDE & numbered


def test_what_has_no_row_is_not_asked(app):
    with pytest.raises(TypeError, match="ModelRef is not in the table"):
        app.engine.ask(ModelRef())


def test_a_fault_of_one_receiver_keeps_a_reply_from_no_other(app, capsys, monkeypatch):
    faults, heard = [], []
    monkeypatch.setattr("sys.excepthook", lambda *fault: faults.append(fault[0]))
    app.engine.forget_listeners()
    app.engine.on(Notice, lambda notice: notice.no_such_thing)
    app.engine.on(Notice, heard.append)
    app.engine.deliver(Notice(headline="Told."))
    assert faults == [AttributeError]
    assert [notice.headline for notice in heard] == ["Told."]


def test_a_window_that_is_made_anew_hears_and_the_old_one_does_not(app, qapp, tmp_path):
    app.hand_over()
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    fresh = build(qapp, settings=settings, engine=app.engine)
    try:
        fresh.engine.deliver(Notice(headline="To be known."))
        assert fresh.window.notices.text == "To be known."
        assert app.window.notices.text != "To be known."
    finally:
        fresh.window.close()
        fresh.window.deleteLater()
