"""Small changes of a picture that mean nothing, and the maps of them, put back into place."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.heat import upsample
from viewer.measures.trial import Trial

SHIFT = 0.04  # of a side
JPEG_QUALITY = 60
NOISE = 0.02  # deviation, of the way from black to white
BRIGHTER = 0.1  # of the way from black to white
Change = Callable[[Trial], Floats]
Back = Callable[[Floats], Floats]


def maps_of_variants(trial: Trial) -> list[Floats]:
    """Return the maps (H, W) of the variants of which the model predicts the same class.

    Raises:
        UserError: there is none.
    """
    made = [(change(trial), back) for change, back in _variants(trial)]
    best = trial.ask([trial.x, *(picture for picture, _ in made)]).best
    kept = [pair for pair, other in zip(made, best[1:], strict=True) if other == best[0]]
    if not kept:
        raise UserError(
            "Even the smallest change of this picture changes the prediction.",
            hint="Its map cannot be called stable or unstable.",
        )
    height, width = trial.map.shape
    return [back(upsample(trial.remade.of_input(x), (width, height))) for x, back in kept]


def mean_and_spread(trial: Trial) -> tuple[Floats, Floats]:
    """Return the mean of the variants' maps and their deviation, (H, W) each: how sure a map is."""
    maps = np.stack([trial.map, *maps_of_variants(trial)])
    return maps.mean(axis=0), maps.std(axis=0)


def _variants(trial: Trial) -> list[tuple[Change, Back]]:
    down, across = (max(1, round(SHIFT * side)) for side in trial.map.shape)
    moves = ((down, 0), (-down, 0), (0, across), (0, -across))
    moved = [(_moving(*way), _moving_back(*way)) for way in moves]
    return [
        (lambda trial: trial.x[:, :, ::-1], lambda values: values[:, ::-1]),
        *moved,
        (_jpeg, _as_it_is),
        (_noisy, _as_it_is),
        (lambda trial: _lighter(trial, BRIGHTER), _as_it_is),
        (lambda trial: _lighter(trial, -BRIGHTER), _as_it_is),
    ]


def _as_it_is(values: Floats) -> Floats:
    return values


def _moving(down: int, across: int) -> Change:
    return lambda trial: np.stack([_moved(plane, down, across) for plane in trial.x])


def _moving_back(down: int, across: int) -> Back:
    return lambda values: _moved(values, -down, -across)


def _moved(plane: Floats, down: int, across: int) -> Floats:
    """Return a plane moved; at its border the outermost values go on."""
    rows = np.clip(np.arange(plane.shape[0]) - down, 0, plane.shape[0] - 1)
    columns = np.clip(np.arange(plane.shape[1]) - across, 0, plane.shape[1] - 1)
    return plane[np.ix_(rows, columns)]


def _jpeg(trial: Trial) -> Floats:
    import cv2

    light = _light(trial)
    pixels = np.round(np.clip(light, 0, 1) * 255).astype(np.uint8).transpose(1, 2, 0)
    _, coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    read = np.asarray(cv2.imdecode(coded, cv2.IMREAD_UNCHANGED), np.float32)
    return _dark(trial, read.reshape(pixels.shape).transpose(2, 0, 1) / 255)


def _noisy(trial: Trial) -> Floats:
    noise = trial.random.standard_normal(trial.x.shape)
    return _dark(trial, np.asarray(_light(trial) + NOISE * noise, np.float32))


def _lighter(trial: Trial, by: float) -> Floats:
    return _dark(trial, np.asarray(np.clip(_light(trial) + by, 0, 1), np.float32))


def _light(trial: Trial) -> Floats:
    """Return the picture with black as 0 and white as 1."""
    black, white = (one[:, None, None] for one in (trial.black, trial.white))
    return ((trial.x - black) / (white - black)).astype(np.float32)


def _dark(trial: Trial, light: NDArray[np.floating]) -> Floats:
    black, white = (one[:, None, None] for one in (trial.black, trial.white))
    return np.asarray(black + light * (white - black), np.float32)
