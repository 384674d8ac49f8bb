"""Ablation-CAM: every channel weighed by how much the score falls without it."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.channels import weighed_sum
from viewer.methods.look import Channels, Entry, Prober, Step
from viewer.methods.method import Method

ABLATION_BYTES = 32 << 20  # how much one batch of a layer's changed outputs may take
CHANNELS_A_PASS = 50  # about: it re-enters at the layer


def ablation_cam(probe: Prober, entry: Entry, layout: Channels, maps: Floats) -> Iterator[Step]:
    """Weigh every channel by how much the score falls when it is set to zero.

    w_k = (s - s_k) / |s|;   L(y, x) = sum_k w_k * A_k(y, x)

    The model is entered again at the layer. The paper divides by s, which would turn the map of a
    class with a negative score upside down.

    Args:
        probe: gives the score.
        entry: the model, to be run from the layer on.
        layout: of the layer.
        maps: A, (K, h, w) float32.

    Source: Desai and Ramaswamy, "Ablation-CAM", WACV 2020, eq. 3-4
    """
    whole = entry.activations
    axis = 1 if layout.kind == "maps" else whole.ndim - 1
    count = whole.shape[axis]
    base = float(probe.of_answers(entry.answer)[0])
    scores = np.full(count, base, np.float32)
    size = max(1, min(count, ABLATION_BYTES // (whole.numel() * whole.element_size())))
    for start in range(0, count, size):
        chosen = range(start, min(start + size, count))
        batch = whole.repeat(len(chosen), *(1,) * (whole.ndim - 1))
        for row, channel in enumerate(chosen):
            batch[row].select(axis - 1, channel).zero_()
        scores[start : start + len(chosen)] = probe.of_answers(entry.run(batch))
        yield Step(
            chosen.stop, count, lambda: weighed_sum((base - scores) / (abs(base) or 1), maps)
        )


METHOD = Method(
    row=MethodRow(
        key="ablation_cam",
        title="Ablation-CAM",
        paper="Desai and Ramaswamy, Ablation-CAM, WACV 2020",
        year=2020,
        link="https://doi.org/10.1109/WACV45572.2020.9093360",
        papers=("desai2020ablationcam",),
        library="AblationCAM",
        gradients=False,
        by_class=True,
        cost="seconds",
        help="Sets one channel after the other to zero and watches the score fall. No gradients.",
    ),
    steps=lambda look: ablation_cam(look.probe, look.entry(), look.layout, look.activations),
    passes=lambda look: 1 + look.layout.channels // CHANNELS_A_PASS,
)
