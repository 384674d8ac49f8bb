"""Lines of text that fit their width."""

import pytest
from matplotlib import font_manager

from viewer.figure.fonts import (
    CHINESE,
    UNKNOWN,
    _signs_of,
    _width_at_100,
    drawable,
    families,
    has_chinese,
    missing_signs,
    width_pt,
    wrap,
)


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


def test_signs_without_a_font_are_named_once_and_matplotlib_says_nothing(monkeypatch, caplog):
    assert missing_signs("plain.png") == ""
    assert missing_signs("a\U00013000b\U00013000") == "\U00013000"
    gone = [
        font_manager.FontEntry(fname="/gone/font.ttf", name=CHINESE[0]),
        *(font for font in font_manager.fontManager.ttflist if font.name not in CHINESE),
    ]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", gone)
    monkeypatch.setattr(font_manager, "findSystemFonts", list)
    for remembered in (families, _signs_of, _width_at_100):
        remembered.cache_clear()
    try:
        assert not has_chinese()
        assert missing_signs("猫a猫") == "猫"
        assert wrap("猫.png", 100, 9) == [f"{UNKNOWN}.png"]
        assert caplog.text == ""
    finally:
        for remembered in (families, _signs_of, _width_at_100):
            remembered.cache_clear()
