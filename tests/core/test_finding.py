"""What is typed finds rows by every word of it, the likeliest first."""

from __future__ import annotations

from viewer.core.tables.finding import found, holds

TITLES = ("Show the original", "Open folder", "Open a picture", "Reopen", "Folder tree")


def names(typed, **most):
    return [TITLES[number] for number in found(typed, TITLES, **most)]


def test_nothing_typed_finds_all_in_their_order():
    assert names("  ") == list(TITLES)
    assert names("", most=2) == ["Show the original", "Open folder"]


def test_a_beginning_goes_before_a_word_and_a_word_before_a_part():
    assert names("OPEN") == ["Open folder", "Open a picture", "Reopen"]
    assert names("folder") == ["Folder tree", "Open folder"]


def test_words_in_any_order_are_all_wanted():
    assert names("folder open") == ["Open folder"]
    assert names("folder xyz") == []


def test_a_text_holds_every_typed_word_in_any_order():
    assert holds("MAP heat", "Heat maps")
    assert not holds("heat colour", "Heat maps")
    assert holds("", "anything")
