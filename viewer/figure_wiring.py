"""Every connect() of figures and sessions: drawn beside the window, kept, and opened again."""

from __future__ import annotations

from viewer.parts import Parts


def wire_figures(parts: Parts) -> None:
    """Figures: what they lack is explained, then they are drawn beside the window."""
    figures, commands = parts.figures, parts.figure_commands
    desk = commands.desk
    figures.saved.connect(commands.show_saved)
    figures.copied.connect(commands.show_copied)
    figures.failed.connect(commands.show_error)
    figures.previewed.connect(commands.show_preview)
    figures.preview_failed.connect(commands.show_error)
    desk.failed.connect(commands.show_error)
    explanations = desk.explanations
    explanations.wished.connect(parts.engine.ask)
    explanations.answered.connect(desk.note_answer)
    explanations.finished.connect(desk.advance)
    explanations.failed.connect(desk.fail)
    explanations.progressed.connect(commands.show_progress)
    parts.engine.on_each(explanations.receives, aside=True)
    parts.engine.crashed.connect(explanations.note_crash)
    parts.session.model_changed.connect(desk.note_model)
    parts.session.request_issued.connect(desk.note_request)
    parts.session.explained.connect(desk.note_explained)
    parts.session.explained.connect(lambda _explanation: commands.follow())
    selection = parts.window.browser.list.selectionModel()
    selection.selectionChanged.connect(lambda _new, _old: commands.follow())


def wire_scenes(parts: Parts) -> None:
    """What is shown is kept; session files and exported figures bring it back."""
    session, scenes = parts.session, parts.scenes
    parts.window.paths_dropped.connect(scenes.dropping.take_paths)
    parts.window.data_dropped.connect(scenes.dropping.take)
    scenes.dropping.paths_ready.connect(scenes.take_dropped)
    scenes.dropping.failed.connect(parts.display.show_error)
    scenes.dropping.errands.late.connect(parts.window.status.set_reading)
    parts.opener.kept_chosen.connect(scenes.open_kept)
    scenes.autosave.failed.connect(parts.display.show_error)
    parts.opener.wished.connect(scenes.reopener.stop)
    scenes.reopener.failed.connect(parts.display.show_error)
    scenes.reopener.late.connect(parts.window.status.set_reading)
    scenes.reopener.setup_lent.connect(parts.setups.borrow)
    scenes.reopener.noted.connect(
        lambda headline, hint: parts.window.notices.show_notice(headline, hint, "warning")
    )
    session.model_changed.connect(scenes.reopener.note_model)
    session.model_failed.connect(scenes.reopener.note_model_failed)
    parts.loader.picture_loaded.connect(lambda one: scenes.reopener.note_picture(one.ref.path))
    for change in (session.image_changed, session.target_changed, session.layer_changed):
        change.connect(lambda _value: scenes.autosave.note_change())
    session.option_changed.connect(lambda _key, _value: scenes.autosave.note_change())
    session.model_changed.connect(lambda _model: scenes.autosave.note_change())
    session.pane_list.changed.connect(lambda _specs, _origins: scenes.autosave.note_change())
    parts.window.pane_row.view.changed.connect(scenes.autosave.note_change)
