"""How a method's map can be smoothed, and how that is written: grad_cam+aug_smooth+eigen_smooth."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from viewer.core.errors import UserError
from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.core.maps.method import MethodRow

WAYS: dict[str, str] = {  # as in the grad-cam library, and what menus call them
    "aug_smooth": QT_TRANSLATE_NOOP("Smoothing", "Augmentation: mean of six views"),
    "eigen_smooth": QT_TRANSLATE_NOOP("Smoothing", "Eigen: first component"),
}


def smoothed(method: MethodRow, ways: Collection[str]) -> MethodRow:
    """Return a method's row with its map smoothed; each way counts once, in any order.

    Args:
        method: a row of the table.
        ways: some of ``WAYS``.

    Raises:
        UserError: there is no such way, or not for this method.
    """
    if not set(ways) <= set(method.smoothable):
        raise UserError(
            f"{method.title} cannot be smoothed by “{'+'.join(ways)}”.",
            hint=f"Methods by gradients and layer take {', '.join(WAYS)}.",
        )
    taken = [way for way in WAYS if way in ways]
    return replace(
        method,
        key="+".join((method.base, *taken)),
        title=" ".join((method.title, *(f"+{way.partition('_')[0]}" for way in taken))),
        aug_smooth="aug_smooth" in taken,
        eigen_smooth="eigen_smooth" in taken,
        cost="seconds" if "aug_smooth" in taken else method.cost,
    )


def key_with(method: MethodRow, ways: Collection[str]) -> str:
    """Return a method's key with those of the ways that it can take."""
    return "+".join(
        (method.base, *(way for way in WAYS if way in ways and way in method.smoothable))
    )


def taken_by(method: MethodRow) -> tuple[str, ...]:
    """Return the ways in which a method is smoothed."""
    return tuple(way for way in WAYS if getattr(method, way))
