"""Every connect() between objects, grouped by sender; the engine's are in engine_wiring."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from viewer.core.asks.messages import Neighbours
from viewer.core.files.disk_questions import image_ref
from viewer.core.models.zoo import ListZoo, Zoo
from viewer.engine_wiring import wire_engine
from viewer.figure_wiring import wire_figures, wire_scenes
from viewer.folder_wiring import wire_folders
from viewer.parts import Parts
from viewer.remaking import wish_remaking
from viewer.ui.looks.theme import apply_theme


def wire(parts: Parts) -> None:
    """Introduce the rooms to one another."""
    _wire_risks(parts)
    _wire_session(parts)
    wire_engine(parts)
    _wire_waits(parts)
    _wire_loader(parts)
    _wire_window(parts)
    wire_folders(parts)
    _wire_controls(parts)
    _wire_panes(parts)
    wire_figures(parts)
    wire_scenes(parts)
    _wire_setups(parts)
    _wire_models(parts)
    _wire_zoo(parts)


def _wire_risks(parts: Parts) -> None:
    """What is about to be shown is noted before all else is done with it, so these come first."""
    session, risks, loader = parts.session, parts.risks, parts.loader
    session.model_wished.connect(risks.note_model)
    session.image_changed.connect(risks.note_image)
    session.updating_changed.connect(risks.set_updating)
    loader.picture_loaded.connect(risks.note_read)
    loader.picture_failed.connect(risks.note_read)


def _wire_session(parts: Parts) -> None:
    """The session's facts go to the screen, its wishes to the engine."""
    session, display, engine = parts.session, parts.display, parts.engine
    session.listing_changed.connect(display.show_listing)
    session.listing_changed.connect(lambda listing: parts.remember_folder(listing.path))
    session.image_changed.connect(display.show_image)
    session.prediction_changed.connect(display.show_prediction)
    session.heat_map_changed.connect(display.show_heat_map)
    session.updating_changed.connect(display.show_updating)
    session.explained.connect(display.show_explained)
    session.elapsed_changed.connect(parts.window.status.set_elapsed)
    session.failed.connect(display.show_failure)
    session.engine_ready.connect(display.show_ready)
    session.engine_ready.connect(parts.restore_panes)
    session.model_changed.connect(display.show_model)
    session.model_failed.connect(display.show_model_failure)
    session.target_changed.connect(display.show_target)
    session.layer_changed.connect(display.show_layer)
    session.option_changed.connect(display.show_option)
    session.option_changed.connect(parts.store.set_option)
    parts.store.failed.connect(display.show_error)
    session.option_changed.connect(lambda key, value: _dress(parts, key, value))
    session.option_changed.connect(parts.opener.heed_option)
    session.model_wished.connect(engine.open_model)
    session.restart_wished.connect(engine.restart_hung)
    session.request_issued.connect(lambda request: _look_ahead(parts, request.image.path))
    session.request_issued.connect(engine.ask)


def _wire_waits(parts: Parts) -> None:
    """What takes long is told, and can be stopped."""
    session, activity, waits = parts.session, parts.activity, parts.activity.waits
    stops = (parts.scenes.stop, parts.slow.stop, waits.stop, parts.commands.leave_fullscreen)
    parts.commands.add({"stop": lambda: any(stop() for stop in stops)})
    session.updating_changed.connect(waits.set_updating)
    for change in (session.updating_changed, session.engine_ready, waits.changed):
        change.connect(activity.show)
    waits.stop_wished.connect(parts.engine.cancel)
    parts.window.status.stop_clicked.connect(lambda: parts.commands.run("stop"))


def _wire_loader(parts: Parts) -> None:
    """Pictures and thumbnails go to the screen, listings to whoever asked for them."""
    loader, browser = parts.loader, parts.window.browser
    loader.picture_begun.connect(parts.display.show_coarse)
    loader.picture_loaded.connect(parts.display.show_picture)
    loader.picture_failed.connect(parts.display.show_unreadable)
    parts.thumbnails.thumbnail_loaded.connect(browser.set_thumbnail)
    parts.thumbnails.thumbnail_failed.connect(browser.set_failed)
    loader.folder_begun.connect(parts.opener.show_first)
    loader.folder_listed.connect(parts.opener.accept_listing)
    loader.folder_failed.connect(parts.opener.refuse_folder)


def _wire_window(parts: Parts) -> None:
    """Menus, keys, drops and the closing of the window."""
    window, commands = parts.window, parts.commands
    window.commands.triggered.connect(commands.run)
    window.recent_chosen.connect(parts.opener.open_folder)
    window.closing.connect(parts.shut_down)
    window.notices.log_requested.connect(lambda: commands.run("show_log"))
    parts.opener.failed.connect(parts.display.show_error)
    parts.opener.first_names_read.connect(parts.display.show_listing)


def _wire_controls(parts: Parts) -> None:
    """What is chosen in the controls and in the list of predictions."""
    controls, session = parts.window.controls, parts.session
    for chooser in (controls, parts.window.predictions):
        chooser.target_chosen.connect(
            lambda target: session.set_target(target.asked_like(session.target))
        )
    controls.layer_chosen.connect(session.set_layer)
    controls.scale_box.option_chosen.connect(session.set_option)
    controls.opacity_changed.connect(lambda percent: session.set_option("opacity", percent))
    controls.colour_map_chosen.connect(lambda key: session.set_option("colour_map", key))
    controls.input_mode_chosen.connect(lambda mode: session.set_option("input_mode", mode))


def _wire_panes(parts: Parts) -> None:
    """The list of panes, its undo, and the menus of the panes."""
    panes, row = parts.session.pane_list, parts.window.pane_row
    panes.changed.connect(parts.display.show_panes)
    panes.changed.connect(lambda specs, _origins: parts.store.set_panes(specs))
    row.context_menu_requested.connect(parts.pane_commands.show_menu)
    actions = parts.window.commands
    parts.pane_commands.history.available_changed.connect(
        lambda undo, redo: (
            actions.set_available("undo", available=undo),
            actions.set_available("redo", available=redo),
        )
    )
    parts.session.listing_changed.connect(lambda _listing: row.forget_scales())
    parts.session.model_changed.connect(lambda _model: row.forget_scales())


def _wire_setups(parts: Parts) -> None:
    """What the user says of a model; the dialog waits in an event loop of its own, so: queued."""
    setups, session = parts.setups, parts.session
    session.model_changed.connect(setups.set_model)
    parts.window.predictions.class_renamed.connect(setups.rename)
    setups.model_wished.connect(session.open_model)
    setups.lent_changed.connect(parts.window.lent_bar.set_lender)
    parts.window.lent_bar.keep_wished.connect(setups.keep)
    parts.window.lent_bar.own_wished.connect(setups.give_back)
    setups.failed.connect(parts.display.show_error)
    setups.names_needed.connect(parts.setup_commands.ask_names, Qt.ConnectionType.QueuedConnection)


def _wire_models(parts: Parts) -> None:
    """Which models are opened, and remembered."""
    commands, session, recent = parts.model_commands, parts.session, parts.window.recent_models
    parts.opener.model_chosen.connect(commands.open_file)
    session.model_changed.connect(parts.history.note)
    session.model_changed.connect(lambda _model: parts.store.check_soon())
    session.model_failed.connect(commands.fall_back)
    parts.history.changed.connect(recent.set_models)
    recent.model_chosen.connect(session.open_model)
    # Queued: the reply is not yet done with when it is told.
    session.architecture_needed.connect(commands.questions.ask, Qt.ConnectionType.QueuedConnection)
    commands.questions.declined.connect(commands.fall_back)


def _wire_zoo(parts: Parts) -> None:
    """The list of published models, and the download of one of them."""
    zoo, downloader = parts.zoo, parts.downloader
    zoo.list_wished.connect(lambda: parts.engine.ask(ListZoo()))
    parts.engine.on(Zoo, zoo.show_list)
    downloader.progressed.connect(zoo.show_progress)
    downloader.finished.connect(zoo.open_downloaded)
    downloader.failed.connect(zoo.show_failed)
    downloader.stopped.connect(zoo.show_stopped)
    downloader.log_written.connect(parts.log_engine)


def _dress(parts: Parts, key: str, value: object) -> None:
    if key == "theme":
        apply_theme(parts.application, str(value))
    elif key == "language":
        wish_remaking(parts)


def _look_ahead(parts: Parts, path: Path) -> None:
    near = map(image_ref, parts.display.neighbours(path))
    parts.engine.ask(Neighbours(images=tuple(near)))
