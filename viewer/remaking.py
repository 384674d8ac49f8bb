"""Make the window anew in another language: what the user sees now is brought back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from viewer.core.records import ModelRef, Target
from viewer.parts import Parts

REMAKE = 75  # what the event loop ends with when the window is to be made anew


@dataclass(frozen=True, kw_only=True)
class Present:
    """What survives a window: the picture, and how it is explained."""

    paths: tuple[Path, ...]
    model: ModelRef
    target: Target
    layer: str | None


def present_of(parts: Parts) -> Present:
    """Return what is open now."""
    session = parts.session
    return Present(
        paths=(session.image.path,) if session.image else (),
        model=session.model.ref if session.model else ModelRef.default(),
        target=session.target,
        layer=session.layer,
    )


def put_away(parts: Parts) -> None:
    """End a window's workers and forget it, without the farewell of a closing one."""
    parts.shut_down()
    parts.window.hide()
    parts.window.deleteLater()


def bring_back(parts: Parts, present: Present) -> None:
    """Open the model that was open, then choose its class and layer again."""

    def choose(_model: object) -> None:
        parts.session.model_changed.disconnect(choose)
        parts.session.set_target(present.target)
        parts.session.set_layer(present.layer)

    parts.session.model_changed.connect(choose)
    parts.start_engine(present.model)
