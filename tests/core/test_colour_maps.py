"""Colour tables are RGB, equal to those of other programs, and say truly who can read them."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from cmap import Colormap

from viewer.core.maps.colour_maps import (
    COLOUR_MAPS,
    DEFAULT_COLOUR_MAP,
    DEFAULT_DIVERGING,
    ColourMap,
    colour_table,
    colourise,
)

# sRGB as seen without green-sensitive cones (Machado et al. 2009, doi:10.1109/TVCG.2009.113).
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
)


@pytest.mark.parametrize("row", COLOUR_MAPS, ids=lambda row: row.key)
def test_tables_equal_matplotlibs(row: ColourMap) -> None:
    if row.key not in mpl.colormaps:
        pytest.skip("matplotlib does not have it")
    table = colour_table(row.key).astype(int)
    wanted = mpl.colormaps[row.key](np.linspace(0.0, 1.0, 256))[:, :3] * 255.0
    assert np.abs(table - wanted).max() <= 1.0


@pytest.mark.parametrize("row", COLOUR_MAPS, ids=lambda row: row.key)
def test_the_stored_tables_are_those_of_cmap(row: ColourMap) -> None:
    wanted = np.asarray(Colormap(row.source or row.key).lut(256))[:, :3] * 255.0
    assert (colour_table(row.key) == np.rint(wanted)).all()


def test_the_default_is_perceptual_and_keys_are_unique() -> None:
    assert COLOUR_MAPS[0].key == DEFAULT_COLOUR_MAP
    assert COLOUR_MAPS[0].perceptual
    assert COLOUR_MAPS[1].key == "jet"
    assert len({row.key for row in COLOUR_MAPS}) == len(COLOUR_MAPS)
    assert DEFAULT_DIVERGING in {row.key for row in COLOUR_MAPS if row.diverging}
    with pytest.raises(ValueError, match="mauve"):
        colour_table("mauve")


def test_tables_are_rgb() -> None:
    jet = colour_table("jet")
    assert jet[0].tolist() == [0, 0, 128]  # blue when cold
    assert jet[255].tolist() == [128, 0, 0]  # red when hot
    assert colourise([[0.0, 1.0]], jet).tolist() == [[[0, 0, 128], [128, 0, 0]]]


def lightness(table: np.ndarray, sight: np.ndarray) -> np.ndarray:
    """Relative luminance of each colour as an eye with this colour matrix sees it."""
    linear = (table / 255.0) ** 2.2
    seen = np.clip(linear @ sight.T, 0.0, 1.0)
    return seen @ np.array([0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("row", COLOUR_MAPS, ids=lambda row: row.key)
def test_safe_maps_rise_in_lightness_whatever_the_eye(row: ColourMap) -> None:
    if not row.safe or row.diverging:
        pytest.skip("not marked as safe by lightness")
    for sight in (np.eye(3), DEUTERANOPIA):
        assert np.diff(lightness(colour_table(row.key), sight)[::8]).min() > -0.004


@pytest.mark.parametrize("row", [row for row in COLOUR_MAPS if row.diverging], ids=lambda r: r.key)
def test_diverging_maps_have_ends_told_apart_and_an_extreme_middle(row: ColourMap) -> None:
    table = colour_table(row.key)
    light = lightness(table, np.eye(3))
    assert light[96:160].mean() > max(light[0], light[-1]) or light[96:160].mean() < min(
        light[0], light[-1]
    )
    seen = np.clip((table[[0, 255]] / 255.0) @ DEUTERANOPIA.T, 0.0, 1.0)
    assert np.abs(seen[0] - seen[1]).sum() > 0.3
