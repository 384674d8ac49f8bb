"""Whatever others wrote comes out as one printable line of bounded length."""

import json
import os
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.core.errors import UserError
from viewer.core.foreign_text import (
    LONGEST_LINE,
    LONGEST_SENTENCE,
    MOST_LINES,
    shown,
    shown_json,
    shown_lines,
    shown_path,
    spreadsheet_cell,
)

ANY_TEXT = st.text(alphabet=st.characters(), max_size=500)  # lone surrogates, too


@pytest.mark.parametrize(
    ("foreign", "seen"),
    [
        ("cat.jpg", "cat.jpg"),
        ("猫　狗.jpg", "猫 狗.jpg"),
        ("a\nNote: forged", r"a\nNote: forged"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("\u202egpj.exe", r"\u202egpj.exe"),
        ("x\u2028y", r"x\u2028y"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("bytes \udcff", "bytes \ufffd"),
        ("<b>&amp;$x$", "<b>&amp;$x$"),
    ],
)
def test_what_is_seen(foreign, seen):
    assert shown(foreign) == seen


def test_a_long_name_keeps_its_ending():
    seen = shown("a" * 100_000 + ".jpg", 20)
    assert seen == "aaaaaaaaa…aaaaaa.jpg"
    assert shown("a" * 20, 20) == "a" * 20


@given(ANY_TEXT, st.integers(min_value=3, max_value=300))
def test_any_text_is_one_printable_line_within_its_bound(text, longest):
    seen = shown(text, longest)
    assert len(seen) <= longest
    assert seen.replace("\u200c", "").replace("\u200d", "").isprintable()
    assert shown(seen, longest) == seen


@pytest.mark.skipif(os.name == "nt", reason="names there are text")
def test_bytes_in_a_path_that_are_no_text_become_marks():
    assert shown_path(Path(os.fsdecode(b"/x/\xff\n.png"))) == "/x/\ufffd\\n.png"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_computes(start):
    assert spreadsheet_cell(f"{start}cmd|x") == f"'{start}cmd|x"
    assert spreadsheet_cell(f"a{start}") == f"a{start}"


def test_what_is_no_name_of_a_file_can_be_shown_all_the_same():
    assert shown_path("a\ud800.png") == "a\ufffd.png"


def test_a_text_of_many_lines_keeps_them_and_nothing_else():
    assert shown_lines("Net(\n  (a): \x1b[2J\r\n)") == "Net(\n  (a): \\x1b[2J\\r\n)"
    assert shown_lines("") == ""


def test_a_text_without_end_is_cut_and_says_so():
    seen = shown_lines("x" * 3_000_000 + "\n" * (MOST_LINES + 4)).split("\n")
    assert len(seen) == MOST_LINES + 1
    assert len(seen[0]) == LONGEST_LINE
    assert seen[-1] == "… and 5 more lines"


@given(ANY_TEXT)
def test_json_gives_back_any_text_and_holds_nothing_that_acts(text):
    told = shown_json({"name": text})
    assert json.loads(told) == {"name": text}
    assert told.replace("\n", "").isprintable()
    told.encode()


def test_json_keeps_the_letters_of_all_languages():
    assert "猫 “ü”" in shown_json(["猫 “ü”"])


@given(ANY_TEXT, ANY_TEXT)
def test_an_error_is_made_of_printable_lines(headline, hint):
    error = UserError(headline, hint=hint)
    assert shown(error.headline, LONGEST_SENTENCE) == error.headline
    assert shown(error.hint, LONGEST_SENTENCE) == error.hint
    again = pickle.loads(pickle.dumps(error))
    assert (again.headline, again.hint) == (error.headline, error.hint)
