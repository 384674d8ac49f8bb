"""Why a map shows little, or the same as another: one sentence with its reason, and what to try."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viewer.core.asks.records import HeatMap
from viewer.core.late_numpy import np
from viewer.core.maps.heat import normalise, upsample
from viewer.core.maps.heat_style import HeatStyle

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GRID = 64  # side of the grid on which the hot part is looked at
_FAINT = 0.05  # of the scale: a map with a lower peak is painted in the first colours alone
_HOT = 0.75  # of the map's range
_TOUCHING = 0.35  # share of a cropped side's length that must be hot


@dataclass(frozen=True, slots=True)
class Remark:
    """What a pane says of its map; ``empty`` when there is nothing to paint."""

    headline: str
    hint: str = ""
    empty: bool = False


def emptiness(heat: HeatMap, values: NDArray[np.float32]) -> Remark | None:
    """Say why a map shows nothing; None when it shows something.

    Args:
        heat: the map, for its names.
        values: (h, w), what is shown of it: the raw or the signed map.
    """
    title = heat.resolved.title
    finite = np.isfinite(values)
    if not finite.any():
        return Remark(
            f"The map for {title} holds no valid number.",
            "The model overflowed at this layer. Choose a later layer, or another model.",
            empty=True,
        )
    if not finite.all():
        kind = "infinite" if np.isinf(values).any() else "invalid"
        return Remark(f"The map for {title} holds {kind} numbers; they count as zero.")
    low, high = float(values.min()), float(values.max())
    if high > low:
        return None
    if high <= 0.0:
        return Remark(
            f"No positive evidence for {title} at this layer.",
            _without_evidence(heat),
            empty=True,
        )
    return Remark(
        f"The evidence for {title} is the same everywhere at this layer.",
        "The layer tells no places apart. Choose an earlier layer.",
        empty=True,
    )


def buried(scaled: NDArray[np.float32], style: HeatStyle) -> Remark | None:
    """Say that a map shows nothing on the scale it is given; None when it shows something.

    Args:
        scaled: (h, w), 0..1 along the colours.
        style: how it is shown.
    """
    along = np.abs(2.0 * scaled - 1.0) if style.extent == "symmetric" else scaled
    peak = float(np.nan_to_num(along).max(initial=0.0))
    everything = style.threshold >= 1.0  # only the very peak reaches it: a point without extent
    if peak >= max(style.threshold, _FAINT) and not everything:
        return None
    told = f"{peak:.0%}" if peak >= 0.01 else f"{peak:.1%}"
    scale = "fixed" if style.scaling == "fixed" else "shared"
    if everything and style.scaling == "map":
        return Remark(
            f"Nothing is above the threshold of {style.threshold:.0%}.",
            "A lower one shows the map.",
        )
    if everything or peak < style.threshold:
        return Remark(
            f"Nothing is above the threshold of {style.threshold:.0%}.",
            f"The peak of this map is at {told} of the shared scale."
            if scale == "shared"
            else f"The peak of this map is at {told} of the fixed scale.",
        )
    return Remark(
        "This map is hardly seen.",
        f"Its peak is at {told} of the shared scale."
        if scale == "shared"
        else f"Its peak is at {told} of the fixed scale.",
    )


def unsteady(heat: HeatMap) -> Remark | None:
    """Say that the model's answer hangs on more than the picture; None when it does not."""
    if heat.varies == "batch":
        return Remark(
            "This model's answer hangs on the pictures beside it.",
            "Each picture is computed by itself here; beside others it has other scores.",
        )
    if heat.varies == "runs":
        return Remark(
            "This model answers otherwise at every run.",
            "It draws random numbers, as dropout does that is never off: this map is one draw.",
        )
    return None


def twin(heat: HeatMap, others: Iterable[HeatMap]) -> Remark | None:
    """Say that another pane's method gives the same map, and why; None when none does."""
    for other in others:
        same_subject = (other.resolved, other.geometry.box) == (heat.resolved, heat.geometry.box)
        if other.method == heat.method or not same_subject or not _alike(heat.raw, other.raw):
            continue
        name, known = other.row.title, heat.row.title
        if other.layer == heat.layer:
            return Remark(
                f"The same map as {name}.",
                f"Between this layer and the classes there is only an average: there {known} and "
                f"{name} coincide. At an earlier layer they differ.",
            )
    return None


def cut_object(heat: HeatMap) -> Remark | None:
    """Say that the hot part ends at the border of the crop; None when it does not.

    Only sides count at which the picture goes on beyond what the model saw.
    """
    box, (width, height) = heat.geometry.box, heat.geometry.original
    raw = np.nan_to_num(heat.raw)
    if not float(np.ptp(raw)) > 0.0:
        return None
    fine = upsample(normalise(raw, float(raw.min()), float(raw.max())), (_GRID, _GRID))
    hot = fine >= _HOT
    sides = (
        (box[0] > 0.02 * width, hot[:, 0]),
        (box[2] < 0.98 * width, hot[:, -1]),
        (box[1] > 0.02 * height, hot[0]),
        (box[3] < 0.98 * height, hot[-1]),
    )
    if not any(cropped and side.mean() >= _TOUCHING for cropped, side in sides):
        return None
    return Remark(
        "The hot part ends at the crop.",
        "The model did not see what lies beyond. Choose Input > Whole picture.",
    )


def remark_on(
    heat: HeatMap, values: NDArray[np.float32], others: Iterable[HeatMap] = ()
) -> Remark | None:
    """Return the one thing worth saying of a map.

    Emptiness comes first, then what the method says of its map, then what the answer hangs on,
    then twins and the crop.
    """
    said = Remark(*heat.note) if heat.note[0] else None
    return (
        emptiness(heat, values) or said or unsteady(heat) or twin(heat, others) or cut_object(heat)
    )


def _without_evidence(heat: HeatMap) -> str:
    if heat.signed is not None and bool((heat.signed < 0).any()):
        return "Everything speaks against it. Choose Scale > Signed to see what does."
    if not heat.row.gradients:
        return "No channel is active here. Choose another layer."
    return "Choose another layer, or a class that the model thinks more likely."


def _alike(first: NDArray[np.float32], second: NDArray[np.float32]) -> bool:
    """Tell whether two maps are equal up to a factor, which no scale of its own shows."""
    if first.shape != second.shape:
        return False
    peaks = float(np.abs(first).max()), float(np.abs(second).max())
    if not all(np.isfinite(peaks)) or min(peaks) <= 0.0:
        return False
    return bool(np.abs(first / peaks[0] - second / peaks[1]).max() < 1e-4)
