"""Lines of text that fit their width."""

import pytest

from viewer.figure.fonts import UNKNOWN, drawable, width_pt, wrap


@pytest.mark.parametrize("width", [20.0, 60.0, 200.0])
@pytest.mark.parametrize(
    "text", ["one two three four five six", "a_name_without_any_space_at_all.jpeg", "w"]
)
def test_no_line_is_wider_than_it_may_be(text, width):
    lines = wrap(text, width, 9.0)
    assert 1 <= len(lines) <= 3
    assert all(width_pt(line, 9.0) <= width for line in lines)


def test_lines_break_at_spaces():
    assert wrap("alpha beta", width_pt("alpha be", 9.0), 9.0) == ["alpha", "beta"]


def test_what_is_too_long_keeps_its_start_and_its_end():
    whole = "".join(wrap("first_" + "x" * 300 + "_last.jpg", 80.0, 9.0))
    assert whole.startswith("first_")
    assert whole.endswith("_last.jpg")
    assert "…" in whole


def test_width_grows_with_size():
    assert width_pt("abc", 18.0) == pytest.approx(2 * width_pt("abc", 9.0))


def test_what_no_font_has_becomes_a_mark():
    assert drawable("a\x07\udc80b") == f"a{UNKNOWN}{UNKNOWN}b"


def test_empty_text_has_no_line():
    assert wrap("  ", 80.0, 9.0) == []
