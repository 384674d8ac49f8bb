"""The difference of two panes' maps, painted and in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from viewer.core.late_numpy import np
from viewer.core.maps.compare import Comparison, Shown, compare
from viewer.core.maps.heat_style import HeatStyle
from viewer.ui.panes.heat_layer import HeatLayer

_SAME = 1e-3  # of the scale; smaller differences are rounding

_LEAST = 0.05  # of the scale: differences below this stay pale


def summary(result: Comparison | None) -> str:
    """Return the three numbers of a comparison, for a note."""
    if result is None or result.pearson is None:
        return ""
    ssim = "" if result.ssim is None else f"SSIM {result.ssim:.2f} · "
    pearson = round(result.pearson, 2) + 0.0  # no minus before a zero
    return f"r {pearson:.2f} · {ssim}IoU {result.overlap:.2f}"


def compared(first: HeatLayer | None, second: HeatLayer | None) -> Comparison | None:
    """Return how two maps differ where both show the picture; None: nowhere."""
    if first is None or second is None or first.picture_size != second.picture_size:
        return None
    a, b = (Shown(values=one.values, limits=one.limits, box=one.box) for one in (first, second))
    return compare(a, b)


def verdict(result: Comparison | None) -> str:
    """Say why there is no difference to look at; nothing when there is one."""
    if result is None:
        return QCoreApplication.translate(
            "Comparing", "The two maps have no part of the picture in common."
        )
    if float(np.abs(result.difference).max()) >= _SAME:
        return ""
    return QCoreApplication.translate("Comparing", "The two maps are the same, up to their scales.")


def difference_layer(result: Comparison, first: HeatLayer | None) -> HeatLayer | None:
    """Return a difference as a layer in a diverging colour map, with zero in the middle."""
    if first is None:
        return None
    most = max(float(np.abs(result.difference).max()), _LEAST)
    style = HeatStyle(
        colour_map=first.style.colour_map,
        opacity=first.style.opacity,
        extent="symmetric",
        scaling="fixed",
        fixed=(-most, most),
    )
    return HeatLayer.of_values(first.heat, result.difference, result.box, style)
