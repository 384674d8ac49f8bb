"""Make the window anew in another language: the engine and all that the user made go over to it."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from viewer.parts import Parts
from viewer.ui.dialogs.options import OptionsDialog

# What the event loop ends with when the window is to be made anew; the options come back, too.
REMAKE = 75
REMAKE_WITH_OPTIONS = 76
REMAKES = frozenset({REMAKE, REMAKE_WITH_OPTIONS})


def wish_remaking(parts: Parts) -> None:
    """End the event loop, and with it the dialogs; the same options are shown again afterwards."""
    chosen_there = isinstance(QApplication.activeModalWidget(), OptionsDialog)
    parts.application.exit(REMAKE_WITH_OPTIONS if chosen_there else REMAKE)


def put_away(parts: Parts) -> None:
    """Silence a window and end its workers; the engine goes on, and nobody hears it yet."""
    parts.put_away()
    for field in fields(parts):
        part = getattr(parts, field.name)
        if isinstance(part, QObject) and part not in (parts.application, parts.engine):
            part.blockSignals(True)
    parts.engine.forget_listeners()


def bring_back(parts: Parts, before: Parts, code: int) -> None:
    """Show in a new window what the one before showed, then forget that one.

    Args:
        parts: of the new window, with the engine of the one before.
        before: what ``put_away`` has silenced.
        code: what the event loop ended with, one of REMAKES.
    """
    session, old = parts.session, before.session
    parts.scenes.offer_lost(wanted=False)
    session.serial = old.serial  # answers to the other window's questions are late
    parts.setups.take_over(before.setups)
    if old.ready is not None:
        session.accept_ready(old.ready)
    if old.model is not None:
        session.accept_model(old.model)
    parts.opener.take_over(before.opener)
    parts.triage.take_over(before.triage)
    session.set_target(old.target)
    session.set_layer(old.layer)
    session.pane_list.set_specs(old.pane_list.specs)
    parts.pane_commands.history.take_over(before.pane_commands.history)
    parts.scenes.reopener.keep_view(before.scenes.scene())
    before.window.deleteLater()
    if code == REMAKE_WITH_OPTIONS:
        QTimer.singleShot(0, lambda: parts.commands.help.show_options("window"))
