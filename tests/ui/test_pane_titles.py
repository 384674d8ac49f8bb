"""Titles of a row leave out what all share, and never what differs."""

from __future__ import annotations

from viewer.ui.panes.pane_titles import short_titles


def within(letters):
    return lambda title: len(title) <= letters


def test_a_layer_that_all_share_stands_in_the_bar_alone():
    titles = ["Grad-CAM · bn2 · dog 60.0%", "LayerCAM · bn2 · dog 60.0%"]
    assert short_titles(titles, within(99)) == ["Grad-CAM · dog 60.0%", "LayerCAM · dog 60.0%"]
    assert short_titles(titles, within(12)) == ["Grad-CAM", "LayerCAM"]


def test_what_differs_stays_whatever_room_there_is():
    layers = ["Grad-CAM · a · dog 60.0%", "Grad-CAM · b · dog 60.0%"]
    assert short_titles(layers, within(99)) == layers
    assert short_titles(layers, within(12)) == ["Grad-CAM · a", "Grad-CAM · b"]
    assert short_titles(layers, within(3)) == ["a", "b"]
    classes = ["Grad-CAM · a · dog 60.0%", "LayerCAM · a · cat 3.0%"]
    assert short_titles(classes, within(3)) == ["Grad-CAM · dog 60.0%", "LayerCAM · cat 3.0%"]


def test_one_title_alone_is_whole_while_it_has_room():
    assert short_titles(["Grad-CAM · bn2 · dog 60.0%"], within(99)) == [
        "Grad-CAM · bn2 · dog 60.0%"
    ]
    assert short_titles(["Grad-CAM · bn2 · dog 60.0%"], within(20)) == ["Grad-CAM · dog 60.0%"]


def test_a_pane_that_waits_for_its_map_keeps_its_method():
    titles = ["Grad-CAM · bn2 · dog 60.0%", "LayerCAM"]
    assert short_titles(titles, within(99)) == ["Grad-CAM · dog 60.0%", "LayerCAM"]
