"""The panel of parts in the window: it asks for the pane clicked last, and shows what comes."""

from __future__ import annotations

import numpy as np
from given_answers import answer, newest
from given_records import given_model
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication

from viewer.core.asks.parts import FindParts, ScoreShares
from viewer.core.asks.requests import ExplainRequest
from viewer.core.maps.geometry import Geometry
from viewer.features.layer_strip import LayerStripFeature
from viewer.features.parts import PartsFeature


def test_the_parts_of_the_pane_clicked_last_are_shown(window, photo, qtbot):
    explaining = window
    explaining.engine.deliver(given_model())
    explaining.session.set_image(photo)
    qtbot.waitUntil(lambda: bool(explaining.engine.asked(ExplainRequest)))
    explaining.window.show()
    request = newest(explaining.engine)
    answer(explaining.engine, request)
    assert not explaining.engine.asked(FindParts)
    explaining.commands.run("parts")
    (wish,) = explaining.engine.asked(FindParts)
    assert (wish.part, wish.request.panes) == ("concepts", request.panes[:1])
    clicked = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.MouseFocusReason)
    QApplication.sendEvent(explaining.window.pane_row.panes[2], clicked)
    assert explaining.engine.asked(FindParts)[-1].request.panes == request.panes[1:2]
    panel = explaining[PartsFeature].panel
    panel.tabs.setCurrentWidget(panel.shares)
    wish = explaining.engine.asked(FindParts)[-1]
    assert wish.part == "shares"
    shares = ScoreShares(
        ticket=wish.ticket,
        layer="x",
        title="cat",
        cells=np.ones((2, 2), np.float32),
        base=1.0,
        rest=0.0,
        score=5.0,
        geometry=Geometry(original=(4, 4), resized=(4, 4), offset=(0, 0), input=(4, 4)),
    )
    explaining.engine.deliver(shares)
    assert panel.shares.sums.text() == "Cells 4 + bias 1 = 5, exactly."
    explaining.commands.run("parts")
    panel.tabs.setCurrentWidget(panel.tokens)
    assert explaining.engine.asked(FindParts)[-1] == wish  # nobody looks


def test_a_head_of_the_strip_is_shown_among_the_parts(window, photo, qtbot):
    explaining = window
    explaining.engine.deliver(given_model())
    explaining.session.set_image(photo)
    qtbot.waitUntil(lambda: bool(explaining.engine.asked(ExplainRequest)))
    explaining.window.show()
    answer(explaining.engine, newest(explaining.engine))
    explaining[LayerStripFeature].strip.head_chosen.emit(3, 1)
    wish = explaining.engine.asked(FindParts)[-1]
    assert (wish.part, wish.block) == ("tokens", 3)
    assert explaining.window.docks.is_shown("parts")
