"""A window made anew knows what the one before knew, and the one before hears nothing more."""

from __future__ import annotations

import gc
import weakref
from typing import Any

from given_answers import answer, newest
from given_engine import FakeEngine
from given_records import given_model
from PySide6.QtCore import QCoreApplication, QEvent

from viewer.app import build, make_application
from viewer.core.asks.messages import Ready
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.features.folders import FoldersFeature
from viewer.features.history import HistoryFeature
from viewer.features.pictures import PicturesFeature
from viewer.features.scenes import ScenesFeature
from viewer.features.triage import TriageFeature


def test_all_that_the_user_made_goes_over(windows, photo_folder, qtbot):
    first = windows()
    first.engine.deliver(Ready(device="CPU"))
    first.engine.deliver(given_model())
    chosen = photo_folder / "photo2.png"
    first[FoldersFeature].opener.open([chosen])
    qtbot.waitUntil(lambda: bool(first.engine.asked(ExplainRequest)))
    first.session.set_target(Target.parse("1"))
    first.session.pane_list.add(PaneSpec("eigen_cam"))
    first[TriageFeature].triage.marks.toggle([chosen])
    qtbot.waitUntil(lambda: len(first.engine.asked(ExplainRequest)) > 1)
    qtbot.waitUntil(lambda: first[PicturesFeature].picture is not None)
    first.window.pane_row.view.set_view((80.0, 120.0), 2.0)
    late = newest(first.engine)
    first.hand_over()

    second = windows(first.engine)
    second.take_over(first)
    session = second.session
    assert session.model == first.session.model
    assert session.image.path == chosen
    assert session.target == Target.parse("1")
    assert session.pane_list.specs == first.session.pane_list.specs
    assert second[TriageFeature].triage.marks.paths == {chosen}
    assert second.window.status._device.text() == "CPU"
    qtbot.waitUntil(lambda: newest(second.engine).serial > late.serial)
    answer(second.engine, late)
    assert session.explanation is None  # it was the other window's question
    answer(second.engine, newest(second.engine))
    assert session.explanation is not None
    assert first.session.explanation is None
    qtbot.waitUntil(lambda: second[PicturesFeature].picture is not None)
    view = second.window.pane_row.view
    assert ((*view.centre,), view.scale) == ((80.0, 120.0), 2.0)
    for _step in range(3):
        second[HistoryFeature].history.undo()
    assert session.target == Target()


def test_what_goes_over_is_kept_for_the_case_of_a_crash(windows, photo_folder, qtbot):
    first = windows()
    first[ScenesFeature].offer_lost(wanted=False)
    with qtbot.waitSignal(first.session.listing_changed):
        first[FoldersFeature].opener.open([photo_folder])
    first.put_away()
    second = windows(first.engine)
    second.take_over(first)
    assert second[ScenesFeature].autosave._timer.isActive()


def test_a_closed_window_is_gone_with_all_that_belonged_to_it(qapp, settings, photo, qtbot):
    engine: Any = FakeEngine()
    app = build(make_application(), settings=settings, engine=engine)
    app.window.show()
    engine.deliver(given_model())
    app[FoldersFeature].opener.open([photo])
    qtbot.waitUntil(lambda: bool(engine.asked(ExplainRequest)))
    answer(engine, newest(engine))
    app.window.docks.make_all()
    for key in ("palette", "export_figure", "export_report", "evaluate_methods"):
        app.commands.run(key)
    app.window.close()
    app.window.deleteLater()
    parts = (app, app.session, app.window, app.loader, *app.features.values())
    left = [weakref.ref(part) for part in parts]
    del app, parts
    QCoreApplication.sendPostedEvents()  # what threads have told it last
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert not [each() for each in left if each() is not None]
