"""The fonts of an SVG's text, cut down to the signs it uses and written into the file."""

from __future__ import annotations

import base64
import os
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.figure import Figure


def font_faces(figure: Figure) -> str:
    """Return an ``@font-face`` rule for each font that a figure's text needs."""
    wanted: dict[tuple[str, str], set[str]] = {}
    for text in figure.texts:
        for family in text.get_fontfamily():
            wanted.setdefault((family, str(text.get_fontweight())), set()).update(text.get_text())
    rules = [_rule(family, weight, signs) for (family, weight), signs in sorted(wanted.items())]
    return "\n".join(rule for rule in rules if rule)


def _rule(family: str, weight: str, signs: set[str]) -> str:
    """Return one rule; empty when the font has none of the signs."""
    path = font_manager.findfont(font_manager.FontProperties(family=[family], weight=weight))
    number = getattr(path, "face_index", 0)
    with TTFont(os.fspath(path), fontNumber=number, recalcTimestamp=False) as font:
        known = font.getBestCmap() or {}
        own = sorted(ord(sign) for sign in signs if ord(sign) in known)
        if not own:
            return ""
        options = subset.Options(flavor="woff", layout_features=[], notdef_outline=True)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=own)
        cutter.subset(font)
        font.flavor = "woff"
        buffer = BytesIO()
        font.save(buffer)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return (
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; "
        f"src: url(data:font/woff;base64,{data}) format('woff'); }}"
    )
