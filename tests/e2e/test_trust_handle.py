"""The handle of the deletion curve in the whole window, and the consensus of its panes."""

from __future__ import annotations

import pytest
from given_window import LIMIT_MS, explained, window_on

from viewer.features.trust import TrustFeature
from viewer.features.trust_handle import TrustHandleFeature


@pytest.mark.slow
def test_the_original_follows_the_handle_until_something_else_is_asked(
    qtbot, photo, tmp_path
) -> None:
    with window_on(photo, tmp_path / "settings.ini") as app:
        explained(app, qtbot)
        app.commands.run("trust")
        trust, layer = app[TrustFeature], app[TrustHandleFeature].layer
        panel, plot = trust.panel, trust.panel.plot
        qtbot.waitUntil(lambda: "deletion" in trust.watch.card.readings, timeout=LIMIT_MS)
        (row,) = [n for n in range(panel.list.count()) if named(panel, n) == "deletion"]
        panel.list.setCurrentRow(row)
        plot.move_handle(3)
        share, value = trust.watch.card.readings["deletion"].curve[3]
        assert layer.isVisible()
        assert layer.words.startswith(f"{share:.0%} taken away")
        assert layer.words.endswith(f"{value:.2f}")
        plot.move_handle(0)
        assert not layer.isVisible()
        plot.move_handle(7)
        panel.agreement.consensus.click()
        methods = [spec.method for spec in app.session.pane_list.specs]
        assert methods[-1] == "consensus.grad_cam.layer_cam"
        qtbot.waitUntil(lambda: not layer.isVisible(), timeout=LIMIT_MS)
        qtbot.waitUntil(lambda: shown(app) == methods, timeout=LIMIT_MS)
        assert not panel.agreement.consensus.isVisible()


def named(panel, number: int) -> str:
    panel.list.setCurrentRow(number)
    return panel.chosen.row.key


def shown(app) -> list[str]:
    explanation = app.session.explanation
    return [] if explanation is None else [heat.method for heat in explanation.maps]
