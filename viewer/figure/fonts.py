"""Text that fits: the installed fonts that can draw it, its width, and where to break it."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from viewer.core.foreign_text import LONGEST_SENTENCE, shown

LATIN = "DejaVu Sans"  # comes with matplotlib
CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Heiti TC",
    "Noto Sans CJK JP",
    "Droid Sans Fallback",
    "Arial Unicode MS",
)
MOST_SIGNS = 12  # that are named where no font has them
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
ELLIPSIS = "…"
JOINTS = "._-/"  # a name may be broken after one of these

# A family that is not there is told by ``unwritten``, once.
logging.getLogger(font_manager.__name__).setLevel(logging.ERROR)


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """Return the font families to draw with: Latin first, then the Chinese ones there are."""
    found = _installed()
    if not found:  # matplotlib's list of fonts may be older than a font just installed
        known = {entry.fname for entry in font_manager.fontManager.ttflist}
        for path in font_manager.findSystemFonts():
            if path not in known and _names_chinese(path):
                font_manager.fontManager.addfont(path)
        found = _installed()
    return (LATIN, *found)


def has_chinese() -> bool:
    """Tell whether there is an installed font that can write Chinese."""
    return len(families()) > 1


def font_of(text: str, *, bold: bool = False) -> dict[str, Any]:
    """Return what matplotlib's Text needs to draw a text.

    Many Chinese fonts have no bold face; a text that needs one of those is drawn in normal
    weight as a whole, rather than half of it in bold.
    """
    heavy = _heavy()
    if bold and all(ord(sign) in _signs_of(heavy) for sign in text):
        return {"family": list(heavy), "weight": "bold"}
    return {"family": list(families()), "weight": "normal"}


def drawable(text: str) -> str:
    """Replace every character that no font at hand can draw, and every control character."""
    return "".join(sign if ord(sign) in _signs_of(families()) else UNKNOWN for sign in text)


def missing_signs(text: str) -> str:
    """Return the characters of a text that no font at hand can draw, each once, in order."""
    signs = dict.fromkeys(shown(text, len(text) + 1))
    return "".join(sign for sign in signs if ord(sign) not in _signs_of(families()))


def unwritten(text: str) -> str:
    """Return a sentence and its cure where no font can draw some of a text, else nothing."""
    missing = missing_signs(text)
    if not missing:
        return ""
    some = missing[:MOST_SIGNS] + (ELLIPSIS if len(missing) > MOST_SIGNS else "")
    return (
        f"No installed font can write “{some}”: figures show a mark in their place. "
        "Install one that can, such as Noto Sans CJK."
    )


def width_pt(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is drawn, in points."""
    return _width_at_100(text, bold) * size_pt / 100.0


def wrap(
    text: str, width: float, size_pt: float, *, bold: bool = False, most: int = 3
) -> list[str]:
    """Break a text into at most ``most`` lines of a width in points.

    It breaks at spaces where it can, else after joints, anywhere where it must. What does not
    fit is left out in the middle, so that both ends of a long file name stay readable.
    """
    text = drawable(shown(" ".join(text.split()), LONGEST_SENTENCE))
    lines = _break(text, width, size_pt, bold)
    keep = len(text)
    while len(lines) > most and keep > 2:
        keep = min(keep - 1, keep * (most * 2 + 1) // (len(lines) * 2))
        head = text[: (keep + 1) // 2].rstrip()
        lines = _break(f"{head}{ELLIPSIS}{text[-(keep // 2) :].lstrip()}", width, size_pt, bold)
    return lines


def words_of(text: str) -> list[str]:
    """Return the parts of a text that stay whole: it is broken at spaces and after joints."""
    return re.findall(rf"[^\s{re.escape(JOINTS)}]+[{re.escape(JOINTS)}]?", drawable(text))


def _break(text: str, width: float, size_pt: float, bold: bool) -> list[str]:
    lines: list[str] = []
    while text:
        end = _fitting(text, width, size_pt, bold)
        if end < len(text):
            end = _break_before(text, end)
        lines.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return lines


def _break_before(text: str, end: int) -> int:
    """Return where to break: at the last space, else after the last joint, else anywhere."""
    space = text.rfind(" ", 1, end + 1)
    joint = max(text.rfind(sign, 1, end) for sign in JOINTS) + 1
    return space if space > 0 else joint or end


def _fitting(text: str, width: float, size_pt: float, bold: bool) -> int:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_pt(text[:middle], size_pt, bold=bold) <= width:
            low = middle
        else:
            high = middle - 1
    return low


@lru_cache(maxsize=4096)
def _width_at_100(text: str, bold: bool) -> float:
    figure = Figure(figsize=(1, 1), dpi=72)
    canvas = FigureCanvasAgg(figure)
    drawn = Text(0, 0, text, fontsize=100, parse_math=False)
    drawn.set(**font_of(text, bold=bold))
    drawn.set_figure(figure)
    return float(drawn.get_window_extent(canvas.get_renderer()).width)


@lru_cache(maxsize=2)
def _signs_of(chosen: tuple[str, ...]) -> frozenset[int]:
    signs: set[int] = set()
    for family in chosen:
        font = font_manager.get_font(font_manager.findfont(family))
        signs.update(font.get_charmap())
    return frozenset(sign for sign in signs if sign >= ord(" ") and not 0x7F <= sign < 0xA0)


@lru_cache(maxsize=1)
def _heavy() -> tuple[str, ...]:
    bold = {
        entry.name
        for entry in font_manager.fontManager.ttflist
        if entry.weight == "bold" or (isinstance(entry.weight, int) and entry.weight >= 600)
    }
    return tuple(family for family in families() if family in bold)


def _installed() -> tuple[str, ...]:
    fonts = font_manager.fontManager.ttflist  # kept on the disk, and older than what is installed
    names = {entry.name for entry in fonts if entry.name in CHINESE and Path(entry.fname).is_file()}
    return tuple(name for name in CHINESE if name in names)


def _names_chinese(path: str) -> bool:
    try:
        return font_manager.get_font(path).family_name in CHINESE
    except (OSError, RuntimeError):  # not a font FreeType reads
        return False
