"""What a figure can be made of: pictures of several sources, layers of the model, classes typed."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.session.session import Session

if TYPE_CHECKING:
    from viewer.ui.dialogs.figure_builder import FigureBuilder
    from viewer.ui.dialogs.figure_pictures import Source


def choices_of(
    session: Session, selected: tuple[Path, ...], marked: Collection[Path]
) -> dict[Source, tuple[Path, ...]]:
    """Return the pictures of each source; without a picture on the screen, the selected ones.

    Args:
        session: what is shown.
        selected: in the browser.
        marked: of all folders.
    """
    shown, listing = session.image, session.listing
    listed = tuple(listing.pictures) if listing is not None else ()
    return {
        "this": (shown.path,) if shown is not None else selected[:1],
        "selected": selected,
        "marked": tuple(path for path in listed if path in marked),
        "all": listed,
    }


def must_be_a_file(session: Session) -> None:
    """Refuse what is painted over: what is made of a picture names its file.

    Raises:
        UserError: something is painted over the picture.
    """
    if session.image is not None and session.image.painted:
        raise UserError(
            "The picture is painted over, and no file holds it.",
            hint="Edit > Save as picture… makes one; Edit > Put the picture back undoes it.",
        )


def offer_layers(builder: FigureBuilder, model: ModelInfo) -> None:
    """Let a builder offer the layers of a model, a few telling ones ticked."""
    from viewer.figure.wish import stage_layers

    names = [layer.name for layer in model.layers]
    builder.set_layers(names, stage_layers(model.layers, model.default_layer))


def read_class(session: Session, text: str) -> Target:
    """Understand a class as typed.

    Raises:
        UserError: it cannot be read, or means two.
    """
    from viewer.core.models.labels import labels_of
    from viewer.core.models.typed_target import typed_target

    model = session.model
    return Target.parse(text) if model is None else typed_target(text, labels_of(model))
