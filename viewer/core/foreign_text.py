"""Text that others wrote, made fit to be shown: one line, printable, bounded, nothing hidden in it.

Names of files, folders, classes, layers, models, keys and notes come from files that anybody may
have made. They pass here where they come in, or where a name that must stay as it is (a path) is
put into words.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from pathlib import Path

LONGEST_NAME = 200  # characters of a name within a sentence, a row or a tip
LONGEST_PATH = 1_000  # and of a whole path
LONGEST_SENTENCE = 2_000  # and of a sentence that holds some of them
LONGEST_LINE = 1_000  # of a text of many lines
MOST_LINES = 20_000
_JOINERS = frozenset("\u200c\u200d")  # within Persian and Indic words, and emoji
_SPREADSHEET_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def shown(text: str, longest: int = LONGEST_NAME) -> str:
    r"""Return a foreign text as one printable line of bounded length.

    Control characters, line ends, marks that turn the direction of writing, and bytes that are no
    text become visible escapes such as ``\n`` and ``\u202e``. Wide spaces become plain ones. What
    is too long loses its middle, so that the ending of a file's name stays.

    Args:
        text: anything; also with the lone surrogates that stand for bytes of a path.
        longest: the most characters that are returned, at least 3.
    """
    if len(text) > longest:
        head = (longest - 1) // 2
        tail = longest - 1 - head
        # Escapes are longer than what they stand for, so the cut is made again afterwards.
        text = f"{text[:head]}…{text[-tail:]}"
    if not text.isprintable():
        text = "".join(map(_visible, text))
        return shown(text, longest) if len(text) > longest else text
    return text


def shown_path(path: Path | str, longest: int = LONGEST_PATH) -> str:
    """Return a path, or the name of a file, as one printable line of bounded length."""
    try:
        text = os.fsencode(path).decode("utf-8", "replace")
    except UnicodeEncodeError:  # it is no name of a file here, but a text in a file says so
        text = str(path)
    return shown(text, longest)


def shown_lines(text: str, most: int = MOST_LINES) -> str:
    """Return a text of many lines, each printable and bounded; what is too much is counted."""
    lines = text.split("\n", most)
    more = lines.pop().count("\n") + 1 if len(lines) > most else 0
    seen = [
        line if line.isprintable() and len(line) <= LONGEST_LINE else shown(line, LONGEST_LINE)
        for line in lines
    ]
    return "\n".join((*seen, f"… and {more:,} more lines") if more else seen)


def shown_json(data: object, indent: int | None = 2) -> str:
    """Return data as JSON that keeps letters of all languages, and all else as escapes.

    What is read back is equal to the data; lone surrogates, as paths have them, too.
    """
    text = json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False)
    return re.sub(r"[^\x20-\x7e\n]", lambda found: _as_json(found[0]), text)


def spreadsheet_cell(text: str) -> str:
    """Return a text for a cell of a CSV file that no spreadsheet takes for a formula.

    Such a text gets an apostrophe in front, as OWASP advises ("CSV injection").
    """
    return f"'{text}" if text.startswith(_SPREADSHEET_STARTS) else text


def _as_json(sign: str) -> str:
    return sign if sign.isprintable() else json.dumps(sign)[1:-1]


def _visible(sign: str) -> str:
    if sign.isprintable() or sign in _JOINERS:
        return sign
    kind = unicodedata.category(sign)
    if kind == "Zs":
        return " "
    if kind == "Cs":
        return "\ufffd"
    return sign.encode("unicode_escape").decode("ascii")
