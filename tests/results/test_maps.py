"""Maps of a shard: small in float16 and still true, exact in float32, the same bytes each time."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest

from viewer.core.errors import UserError
from viewer.figure.ownership import is_ours
from viewer.results.maps import MapStack, read_stacks


def maps():
    random = np.random.default_rng(1)
    wide = [random.normal(size=(2, 3)).astype(np.float32) * scale for scale in (1e-12, 1.0, 1e9)]
    return [wide[0], random.normal(size=(3, 2)).astype(np.float32), *wide[1:]]


def packed(*, exact):
    stack = MapStack(exact=exact)
    return [stack.put(raw) for raw in maps()], stack.packed()


def test_each_map_keeps_eleven_bits_of_its_own_scale(tmp_path):
    places, content = packed(exact=False)
    assert places == [("2x3", 0), ("3x2", 0), ("2x3", 1), ("2x3", 2)]
    (tmp_path / "maps.npz").write_bytes(content)
    found = read_stacks(tmp_path / "maps.npz")
    for (grid, number), raw in zip(places, maps(), strict=True):
        error = np.abs(found[grid][number] - raw).max()
        assert 0 < error <= np.abs(raw).max() * 2**-11
    assert is_ours(tmp_path / "maps.npz")


def test_exact_maps_are_exact(tmp_path):
    places, content = packed(exact=True)
    (tmp_path / "maps.npz").write_bytes(content)
    found = read_stacks(tmp_path / "maps.npz")
    assert all((found[g][n] == raw).all() for (g, n), raw in zip(places, maps(), strict=True))


def test_no_value_is_lost_or_made_up(tmp_path):
    odd = np.array([[0.0, np.inf], [np.nan, -3.0]], np.float32)
    stack = MapStack()
    stack.put(odd)
    stack.put(np.zeros((2, 2), np.float32))
    (tmp_path / "maps.npz").write_bytes(stack.packed())
    found = read_stacks(tmp_path / "maps.npz")["2x2"]
    np.testing.assert_array_equal(found[0], odd)
    assert not found[1].any()


def test_the_same_maps_are_the_same_bytes_at_any_time(tmp_path):
    _, content = packed(exact=False)
    assert packed(exact=False)[1] == content
    (tmp_path / "maps.npz").write_bytes(content)
    with zipfile.ZipFile(tmp_path / "maps.npz") as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_file_that_is_none_is_told(tmp_path):
    (tmp_path / "maps.npz").write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(UserError, match="is damaged"):
        read_stacks(tmp_path / "maps.npz")
