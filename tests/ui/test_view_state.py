"""The shared view: fit, zoom at a point, pan within bounds, kept between pictures of one size."""

from __future__ import annotations

import random

import pytest

from viewer.ui.panes.view_state import SCALE_LIMITS, ViewState


@pytest.fixture
def view():
    view = ViewState()
    view.set_viewport(300, 400)
    view.set_picture_size(600, 400)
    return view


def image_point(view, offset):
    return tuple(c + d / view.scale for c, d in zip(view.centre, offset, strict=True))


def test_fit_shows_the_whole_picture_and_follows_the_viewport(view):
    assert view.fits
    assert view.scale == 0.5
    assert view.centre == (300, 200)
    view.set_viewport(300, 100)
    assert view.scale == 0.25


def test_zoom_keeps_the_point_under_the_cursor(view):
    offset = (40.0, -25.0)
    before = image_point(view, offset)
    view.zoom_at(offset, 1.7)
    assert view.scale == pytest.approx(0.85)
    assert image_point(view, offset) == pytest.approx(before)
    assert not view.fits


def test_pan_moves_by_device_pixels_at_any_scale(view):
    view.actual_size()
    view.pan_by(30, -20)
    assert view.centre == (270, 220)
    view.zoom_at((0, 0), 4)
    view.pan_by(40, 8)
    assert view.centre == (260, 218)


def test_random_moves_never_lose_the_picture(view):
    chance = random.Random(7)
    for _ in range(500):
        offset = (chance.uniform(-150, 150), chance.uniform(-200, 200))
        view.zoom_at(offset, chance.choice((0.3, 0.8, 1.2, 5.0)))
        view.pan_by(chance.uniform(-900, 900), chance.uniform(-900, 900))
        assert SCALE_LIMITS[0] <= view.scale <= SCALE_LIMITS[1]
        assert 0 <= view.centre[0] <= 600
        assert 0 <= view.centre[1] <= 400


def test_a_picture_too_large_for_the_limit_still_fits():
    view = ViewState()
    view.set_viewport(100, 100)
    view.set_picture_size(20_000, 10_000)
    assert view.scale == 1 / 200
    view.zoom_at((0, 0), 0.5)
    assert view.scale == 1 / 200


@pytest.mark.parametrize(("size", "kept"), [((600, 400), True), ((400, 600), False)])
def test_view_is_kept_exactly_for_the_same_size_and_in_proportion_for_others(view, size, kept):
    view.zoom_at((10, 10), 3)
    before = (view.centre, view.scale)
    view.set_picture_size(*size, keep=True)
    assert ((view.centre, view.scale) == before) is kept
    assert not view.fits
    share = [view.centre[i] / size[i] for i in range(2)]
    assert share == pytest.approx([before[0][0] / 600, before[0][1] / 400])


@pytest.mark.parametrize(
    ("scale", "held"),
    [(0.0, 1 / 64), (-2.0, 1 / 64), (1e300, 64.0), (1e-300, 1 / 64), (3.0, 3.0)],
)
def test_a_scale_is_held_within_its_limits_whoever_asks(view, scale, held):
    view.set_view((10.0, 10.0), scale)
    assert view.scale == held


def test_a_view_that_is_no_number_changes_nothing(view, qtbot):
    with qtbot.assertNotEmitted(view.changed):
        for odd in (float("nan"), float("inf"), float("-inf")):
            view.set_view((10.0, 10.0), odd)
            view.set_view((odd, 10.0), 1.0)
            view.set_view((10.0, odd), 1.0)
    assert view.fits


def test_setters_say_nothing_when_nothing_changes(view, qtbot):
    view.set_view((10, 10), 2.0)
    with qtbot.assertNotEmitted(view.changed):
        view.set_view((10, 10), 2.0)
        view.set_viewport(300, 400)
        view.set_picture_size(600, 400, keep=True)
    with qtbot.waitSignal(view.changed):
        view.fit()
    with qtbot.assertNotEmitted(view.changed):
        view.fit()


def test_cursor_beside_the_picture_is_no_cursor(view, qtbot):
    view.set_cursor((0.5, 399.9))
    assert view.cursor == (0.5, 399.9)
    with qtbot.waitSignal(view.cursor_moved):
        view.set_cursor((600.0, 10.0))
    assert view.cursor is None


def test_without_a_picture_nothing_moves(qtbot):
    view = ViewState()
    with qtbot.assertNotEmitted(view.changed):
        view.zoom_at((5, 5), 2)
        view.pan_by(3, 3)
        view.actual_size()
    assert view.scale == 1.0
