"""The fonts of an SVG's text, cut down to the signs it uses and written into the file."""

from __future__ import annotations

import base64
import os
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.figure import Figure

NEEDED = {
    *("GlyphOrder", "head", "hhea", "hmtx", "maxp", "cmap", "name", "OS/2", "post"),
    *("glyf", "loca", "cvt ", "fpgm", "prep", "gasp", "CFF "),
}  # tables of outlines and widths; all the rest is for editors and for shaping


def font_faces(figure: Figure) -> str:
    """Return an ``@font-face`` rule for each font that a figure's text needs."""
    wanted: dict[tuple[tuple[str, ...], str], set[str]] = {}
    for text in figure.texts:
        key = tuple(text.get_fontfamily()), str(text.get_fontweight())
        wanted.setdefault(key, set()).update(text.get_text())
    needed: dict[tuple[str, str], set[int]] = {}
    for (families, weight), signs in wanted.items():
        left = {ord(sign) for sign in signs}
        for family in families:
            with _open(family, weight) as font:
                own = left & set(font.getBestCmap() or {})
            needed.setdefault((family, weight), set()).update(own)
            left -= own
    rules = [_rule(*key, needed[key]) for key in sorted(needed) if needed[key]]
    return "\n".join(rules)


def _open(family: str, weight: str) -> TTFont:
    path = font_manager.findfont(font_manager.FontProperties(family=[family], weight=weight))
    number = getattr(path, "face_index", 0)
    return TTFont(os.fspath(path), fontNumber=number, recalcTimestamp=False)


def _rule(family: str, weight: str, signs: set[int]) -> str:
    with _open(family, weight) as font:
        for tag in set(font.keys()) - NEEDED:
            del font[tag]
        cutter = subset.Subsetter(subset.Options(layout_features=[], notdef_outline=True))
        cutter.populate(unicodes=sorted(signs))
        cutter.subset(font)
        font.flavor = "woff"
        buffer = BytesIO()
        font.save(buffer)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return (
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; "
        f"src: url(data:font/woff;base64,{data}) format('woff'); }}"
    )
