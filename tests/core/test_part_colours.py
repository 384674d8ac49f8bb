"""Parts as colours: the colour of what is strongest at a place, and as opaque as it is strong."""

from __future__ import annotations

import numpy as np

from viewer.core.maps.part_colours import (
    AGAINST,
    CONCEPTS,
    FOR,
    concept_inks,
    seen_inks,
    signed_inks,
)


def test_each_place_has_the_colour_of_its_strongest_concept():
    strengths = np.zeros((2, 2, 2), np.float32)
    strengths[0, :, 0], strengths[1, :, 1] = 4, 2
    inks = concept_inks(strengths, (8, 4))
    assert inks.shape == (4, 8, 4)
    assert tuple(inks[0, 0, :3]) == CONCEPTS[0]
    assert tuple(inks[3, 7, :3]) == CONCEPTS[1]
    assert inks[0, 0, 3] > inks[0, 7, 3] > 0


def test_what_speaks_for_and_against_have_two_colours_and_nothing_has_none():
    inks = signed_inks(np.array([[2.0, -1.0, 0.0]], np.float32), (3, 1))
    assert [tuple(one) for one in inks[0, :2, :3]] == [FOR, AGAINST]
    assert inks[0, :, 3].tolist() == [191, 96, 0]  # of 0.75 * 255
    assert not signed_inks(np.zeros((2, 2), np.float32), (4, 4))[..., 3].any()


def test_what_is_looked_at_most_is_the_most_opaque():
    inks = seen_inks(np.array([[0.0, 0.2], [0.4, 0.1]], np.float32), (2, 2))
    assert inks[..., 3].tolist() == [[0, 96], [191, 48]]
