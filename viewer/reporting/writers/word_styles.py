"""The styles of a Word document of the user's, without its text, and with what it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

STRANGERS = ("w:basedOn", "w:next", "w:link")  # name styles of the document it comes from


def take_styles(file: Any, names: Iterable[str], chinese: str) -> None:
    """Leave of a document what is no text: its page, heads and feet, and its styles.

    Word keeps only the styles that a document has used. Those that a report needs are added as
    they usually are, upon the document's own text: else its headings were no headings.

    Args:
        file: of python-docx, which is untyped.
        names: of the styles that are needed.
        chinese: the font of Chinese letters, where the document names none.
    """
    from docx import Document
    from docx.oxml.ns import qn

    body = file.element.body
    for each in list(body):
        if each.tag != qn("w:sectPr"):
            body.remove(each)
    usual, known = Document(), {style.name for style in file.styles}
    for name in names:
        if name not in known:
            _add(file, deepcopy(usual.styles[name].element))
    fonts = _normal(file).get_or_add_rPr().get_or_add_rFonts()
    if fonts.get(qn("w:eastAsia")) is None and fonts.get(qn("w:eastAsiaTheme")) is None:
        fonts.set(qn("w:eastAsia"), chinese)


def bullet(file: Any) -> str:
    """Return what stands before an item of a list: nothing where its style draws a bullet."""
    style = next((one for one in file.styles if one.name == "List Bullet"), None)
    drawn = style is not None and style.element.pPr is not None and style.element.pPr.numPr
    return "• " if drawn is None or drawn is False else ""


def _normal(file: Any) -> Any:
    from docx.enum.style import WD_STYLE_TYPE

    return file.styles.default(WD_STYLE_TYPE.PARAGRAPH).element


def _add(file: Any, style: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for name in STRANGERS:
        for one in style.findall(qn(name)):
            style.remove(one)
    strange = *style.iter(qn("w:numPr")), *style.iter(qn("w:rFonts"))  # another document's lists
    for one in strange:
        one.getparent().remove(one)
    base = OxmlElement("w:basedOn")
    base.set(qn("w:val"), _normal(file).styleId)
    style.find(qn("w:name")).addnext(base)
    file.styles.element.append(style)
