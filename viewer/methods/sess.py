"""SESS: Grad-CAM of windows that slide over enlarged copies of the picture, put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.grad_cam import grad_cam
from viewer.methods.look import Look, Step
from viewer.methods.method import Method

if TYPE_CHECKING:
    from torch import Tensor

SCALES = 12  # the first is the picture's own size
GROWTH = 2 / 7  # of the own size, from one scale to the next
BLUR_PX, DEVIATION_PX = 11, 5.0


@dataclass(frozen=True, slots=True)
class SlidWindow:
    """Where a window of the input's size lies on an enlarged copy: all in pixels."""

    left: int
    top: int
    width: int  # of the whole copy
    height: int


def sess(look: Look, *, scales: int = SCALES) -> Iterator[Step]:
    """Average the Grad-CAM maps of windows of all scales, each weighed by its own probability.

    M_i = p_i * Grad-CAM of window i, scaled to 0..1, at the window's place
    L(y, x) = mean_i M_i(y, x) of all i with M_i(y, x) > 0, then blurred

    A window is of the input's size, and every scale is covered by windows that hardly overlap.
    Of an answer that is no list of classes the score counts instead of its probability.

    Args:
        look: the picture, the model and its layer.
        scales: how many.

    Returns:
        Steps with maps of the input's size, 0..1.

    Source: Tursun et al., "SESS: Saliency Enhancing with Scaling and Sliding", ECCV 2022, sections
        3.1-3.4, arXiv:2207.01769; no window is filtered out
    """
    import cv2

    height, width = look.probe.x.shape[-2:]
    windows = sliding(width, height, scales)
    total, met = np.zeros((2, height, width), np.float32)
    most = 0.0

    def make() -> Floats:
        mean = np.divide(total, met * (most or 1.0), out=np.zeros_like(total), where=met > 0)
        return np.asarray(cv2.GaussianBlur(mean, (BLUR_PX, BLUR_PX), DEVIATION_PX), np.float32)

    for done, window in enumerate(windows, 1):
        seen = look.again(_cut(look.probe.x, window))
        worth = max(_probability(seen), 0.0)
        placed = _placed(_scaled_cam(seen, width, height) * np.float32(worth), window)
        total += placed
        met += placed > 0
        most = max(most, worth)
        yield Step(done, len(windows), make)


def sliding(width: int, height: int, scales: int = SCALES) -> list[SlidWindow]:
    """Return the windows that cover a picture of some scales, the smallest scale first."""
    found: list[SlidWindow] = []
    for number in range(scales):
        wide = width + round(width * GROWTH) * number
        high = height + round(height * GROWTH) * number
        for top in _starts(high, height):
            found.extend(SlidWindow(left, top, wide, high) for left in _starts(wide, width))
    return found


def _starts(length: int, window: int) -> list[int]:
    """Return where windows begin; the last one is shifted back into the picture."""
    return [min(start, length - window) for start in range(0, length, window)]


def _cut(x: Tensor, window: SlidWindow) -> Tensor:
    import torch

    height, width = x.shape[-2:]
    size = (window.height, window.width)
    large = torch.nn.functional.interpolate(x, size=size, mode="bilinear", antialias=True)
    rows = slice(window.top, window.top + height)
    return large[..., rows, window.left : window.left + width].contiguous()


def _scaled_cam(look: Look, width: int, height: int) -> Floats:
    """Return the window's Grad-CAM, (height, width) float32, 0..1."""
    import cv2

    small = grad_cam(look.activations, look.gradients(look.probe.x)).sum(axis=0)
    large = cv2.resize(_scaled(np.maximum(small, 0)), (width, height))
    return _scaled(np.asarray(large, np.float32))


def _scaled(values: Floats) -> Floats:
    values = values - values.min()
    return (values / (1e-7 + values.max())).astype(np.float32)


def _probability(look: Look) -> float:
    answer = look.answer
    return float(
        look.probe.of_answers((answer.softmax(0) if answer.ndim == 1 else answer)[None])[0]
    )


def _placed(cam: Floats, window: SlidWindow) -> Floats:
    """Return a window's map in the coordinates of the picture, of the same size."""
    import cv2

    height, width = cam.shape
    whole = np.zeros((window.height, window.width), np.float32)
    whole[window.top : window.top + height, window.left : window.left + width] = cam
    return np.asarray(cv2.resize(whole, (width, height)), np.float32)


METHOD = Method(
    row=MethodRow(
        key="sess",
        title="SESS",
        paper="Tursun et al., SESS: Saliency Enhancing with Scaling and Sliding, ECCV 2022",
        year=2022,
        link="https://arxiv.org/abs/2207.01769",
        papers=("tursun2022sess",),
        gradients=True,
        cost="minutes",
        help="Grad-CAM of windows that slide over the picture in twelve sizes: finds small things.",
    ),
    steps=sess,
    passes=lambda look: 3 * len(sliding(look.probe.x.shape[-1], look.probe.x.shape[-2])),
    never_negative=True,
)
