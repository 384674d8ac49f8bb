"""From the session to a scene, and back: the choices that a session file and a figure keep."""

from __future__ import annotations

from dataclasses import asdict, replace

from viewer.core.asks.references import ModelRef
from viewer.core.maps.heat_style import HeatStyle, style_of
from viewer.core.maps.merging import has_layers
from viewer.core.scene import Scene, View
from viewer.core.tables.options import BY_OPTION
from viewer.session.session import Session

PER_CENT = ("opacity", "threshold", "contour")


def scene_of(session: Session, view: View | None) -> Scene:
    """Return what the window shows.

    Args:
        session: what the user has chosen.
        view: the part of the picture in sight; None: all of it.
    """
    model = session.model
    return Scene(
        folder=session.listing.path if session.listing else None,
        image=session.image.path if session.image else None,
        page=session.image.page if session.image else 0,
        levels=session.image.levels if session.image else None,
        model=model.ref if model else ModelRef.default(),
        weights_sha256=model.weights_sha256 if model else "",
        target=session.target,
        layer=session.layer,
        panes=session.pane_list.specs,
        input_mode=session.options["input_mode"],  # type: ignore[arg-type]
        heat=style_of(session.options),
        view=view,
    )


def apply_choices(session: Session, scene: Scene) -> None:
    """Choose what a scene says: class, panes, layer, input and the look of the maps."""
    session.set_target(scene.target)
    known = {layer.name for layer in session.model.layers} if session.model else set[str]()
    session.set_layer(scene.layer if has_layers(known, scene.layer) else None)
    methods = session.pane_list.methods
    specs = [pane for pane in scene.panes if methods.knows(pane.method)]
    own = [
        replace(pane, layer=pane.layer if has_layers(known, pane.layer) else None) for pane in specs
    ]
    session.pane_list.set_specs(own)
    session.set_option("input_mode", scene.input_mode)
    for key, value in heat_options(scene.heat).items():
        session.set_option(key, value)


def heat_options(heat: HeatStyle) -> dict[str, str | int | float | bool]:
    """Return the options that a heat style stands for; the reverse of ``style_of``."""
    values = asdict(heat)
    low, high = values.pop("fixed")
    values |= {"fixed_low": low, "fixed_high": high}
    values |= {key: round(values[key] * 100) for key in PER_CENT}
    values["clip_percent"] = round(values["clip_percent"])
    return {key: value for key, value in values.items() if key in BY_OPTION}
