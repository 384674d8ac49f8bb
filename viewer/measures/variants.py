"""Small changes of a picture that mean nothing, and the maps of them, put back into place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.heat import upsample
from viewer.measures.trial import Trial

SHIFT = 0.04  # of a side
JPEG_QUALITY = 60
NOISE = 0.02  # deviation, of the way from black to white
BRIGHTER = 0.1  # of the way from black to white
Back = Callable[[Floats], Floats]


class SeenPicture(Protocol):
    """A picture as the model sees it."""

    @property
    def x(self) -> Floats:
        """The picture, (C, H, W) float32."""
        ...

    @property
    def black(self) -> Floats:
        """What black is to the model, (C,) float32."""
        ...

    @property
    def white(self) -> Floats:
        """What white is."""
        ...

    @property
    def random(self) -> np.random.Generator:
        """A source of random numbers that begins with the same ones each time."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """A picture with a small change that means nothing.

    Args:
        x: the changed picture, (C, H, W) float32.
        back: puts a map (H, W) of it back into the place of the unchanged one.
    """

    x: Floats
    back: Back


def variants(picture: SeenPicture) -> list[Variant]:
    """Return a picture flipped, moved four ways, compressed, noisy, lighter and darker."""
    down, across = (max(1, round(SHIFT * side)) for side in picture.x.shape[1:])
    ways = ((down, 0), (-down, 0), (0, across), (0, -across))
    return [
        Variant(picture.x[:, :, ::-1], lambda values: values[:, ::-1]),
        *(Variant(_all_moved(picture.x, *way), _moving_back(*way)) for way in ways),
        *(Variant(x, _as_it_is) for x in _recoloured(picture)),
    ]


def maps_of_variants(trial: Trial) -> list[Floats]:
    """Return the maps (H, W) of the variants of which the model predicts the same class.

    Raises:
        UserError: there is none.
    """
    made = variants(trial)
    best = trial.ask([trial.x, *(one.x for one in made)]).best
    kept = [one for one, other in zip(made, best[1:], strict=True) if other == best[0]]
    refuse_none(kept)
    height, width = trial.map.shape
    return [one.back(upsample(trial.remade.of_input(one.x), (width, height))) for one in kept]


def refuse_none(kept: Collection[object]) -> None:
    """Say why there is no map to be held against the picture's own.

    Raises:
        UserError: nothing was kept.
    """
    if not kept:
        raise UserError(
            "Even the smallest change of this picture changes the prediction.",
            hint="Its map cannot be called stable or unstable.",
        )


def mean_and_spread(maps: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Return the mean of maps of one shape, and their deviation: how sure a map is.

    mean(y, x) = sum_n map_n(y, x) / N
    spread(y, x) = sqrt( sum_n (map_n(y, x) - mean(y, x))^2 / N )
    """
    every = np.stack(maps)
    return every.mean(axis=0), every.std(axis=0)


def _as_it_is(values: Floats) -> Floats:
    return values


def _all_moved(x: Floats, down: int, across: int) -> Floats:
    return np.stack([_moved(plane, down, across) for plane in x])


def _moving_back(down: int, across: int) -> Back:
    return lambda values: _moved(values, -down, -across)


def _moved(plane: Floats, down: int, across: int) -> Floats:
    """Return a plane moved; at its border the outermost values go on."""
    rows = np.clip(np.arange(plane.shape[0]) - down, 0, plane.shape[0] - 1)
    columns = np.clip(np.arange(plane.shape[1]) - across, 0, plane.shape[1] - 1)
    return plane[np.ix_(rows, columns)]


def _recoloured(picture: SeenPicture) -> Iterator[Floats]:
    """Yield the picture compressed, noisy, lighter and darker; only what JPEG can hold, by it."""
    black, white = (one[:, None, None] for one in (picture.black, picture.white))
    light = ((picture.x - black) / (white - black)).astype(np.float32)
    noise = NOISE * picture.random.standard_normal(light.shape)
    changed = [
        *([_compressed(light)] if len(light) in {1, 3} else []),
        light + noise,
        np.clip(light + BRIGHTER, 0, 1),
        np.clip(light - BRIGHTER, 0, 1),
    ]
    for one in changed:
        yield np.asarray(black + np.asarray(one, np.float32) * (white - black), np.float32)


def _compressed(light: Floats) -> Floats:
    """Return a picture (C, H, W), black 0 and white 1, as it comes back from a JPEG."""
    import cv2

    pixels = np.round(np.clip(light, 0, 1) * 255).astype(np.uint8).transpose(1, 2, 0)
    _, coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    read = np.asarray(cv2.imdecode(coded, cv2.IMREAD_UNCHANGED), np.float32)
    return (read.reshape(pixels.shape).transpose(2, 0, 1) / 255).astype(np.float32)
