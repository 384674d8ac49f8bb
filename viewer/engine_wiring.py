"""Every connect() of the engine: its answers go to the session and to panels beside the panes."""

from __future__ import annotations

from viewer.core.asks.messages import Notice
from viewer.core.asks.structure import Structure
from viewer.parts import Parts

ENGINE_OPTIONS = frozenset({"device", "half_precision", "cache_mb", "megapixels", "megabytes"})


def wire_engine(parts: Parts) -> None:
    """Introduce the engine to everything that waits for its answers."""
    _wire_structure(parts)
    _wire_layers(parts)
    _wire_slow_work(parts)
    _wire_replies(parts)


def _wire_structure(parts: Parts) -> None:
    """The model's modules are asked for while their panel is shown."""
    session, structure, panel = parts.session, parts.structure, parts.window.model_panel
    session.model_changed.connect(structure.set_model)
    session.prediction_changed.connect(structure.set_prediction)
    structure.structure_wished.connect(parts.engine.ask)
    structure.structure_changed.connect(panel.set_structure)
    parts.engine.on(Structure, structure.accept)
    panel.layer_chosen.connect(session.set_layer)
    parts.window.docks.shown_changed.connect(
        lambda key, shown: structure.set_watched(shown) if key == "model_structure" else None
    )


def _wire_layers(parts: Parts) -> None:
    """The maps of all blocks are asked for while their strip is shown."""
    session, layers, strip = parts.session, parts.layers, parts.window.layer_strip
    session.engine_ready.connect(lambda _: layers.set_methods(session.pane_list.methods))
    session.request_issued.connect(layers.set_request)
    session.layer_changed.connect(strip.set_layer)
    parts.engine.on_each(layers.receives)
    layers.layers_wished.connect(parts.engine.ask)
    layers.maps_changed.connect(strip.set_maps)
    strip.layer_chosen.connect(session.set_layer)
    parts.loader.picture_loaded.connect(lambda loaded: strip.set_picture(loaded.levels))
    parts.window.docks.shown_changed.connect(
        lambda key, shown: layers.set_watched(shown) if key == "layer_strip" else None
    )


def _wire_slow_work(parts: Parts) -> None:
    """Methods that take long show how far they are, and can be stopped."""
    slow = parts.slow
    parts.session.request_issued.connect(slow.set_request)
    parts.engine.on_each(slow.receives)
    slow.progressed.connect(parts.window.slow_panes.show_progress)
    slow.stop_wished.connect(parts.engine.cancel)


def _wire_replies(parts: Parts) -> None:
    """What the engine's thread says goes to the session, and its log to the log file."""
    parts.engine.on_each(parts.session.receives)
    parts.engine.crashed.connect(parts.session.fail)
    parts.engine.gave_up.connect(parts.session.give_up)
    parts.engine.log_written.connect(parts.log_engine)
    parts.engine.on(Notice, lambda notice: _show_notice(parts, notice))
    parts.session.option_changed.connect(lambda key, _value: _configure(parts, key))


def _show_notice(parts: Parts, notice: Notice) -> None:
    parts.window.notices.show_notice(notice.headline, notice.hint, "warning")
    if notice.device:
        parts.window.status.set_device(notice.device)


def _configure(parts: Parts, key: str) -> None:
    """Start the engine anew when it is to compute in another way."""
    if key in ENGINE_OPTIONS:
        parts.set_engine_options()
        parts.engine.restart()
