"""Whatever others wrote comes out as one printable line of bounded length."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.core.foreign_text import shown, shown_path, spreadsheet_cell

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
