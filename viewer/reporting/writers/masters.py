"""The masters of a presentation: its layouts and fonts, without its slides."""

from __future__ import annotations

from typing import Any


def without_slides(show: Any) -> Any:
    """Return a presentation of which the slides are gone and the masters are left.

    Args:
        show: of python-pptx, which is untyped.

    Raises:
        ValueError: no layout has a title.
    """
    if all(map(_bare, show.slide_layouts)):
        raise ValueError("no layout has a title")
    listed = show.slides._sldIdLst  # noqa: SLF001 - python-pptx has no other way to drop a slide
    for one in list(listed):
        show.part.drop_rel(one.rId)
        listed.remove(one)
    return show


def title_layout(show: Any) -> Any:
    """Return the layout of a first slide: a title, and a line below it where there is one."""
    return min(show.slide_layouts, key=lambda layout: abs(len(_filled(layout)) - 2) + _bare(layout))


def plain_layout(show: Any) -> Any:
    """Return the layout with a title and as little else as there is."""
    return min(show.slide_layouts, key=lambda layout: len(_filled(layout)) + _bare(layout))


def drop_empty(slide: Any) -> None:
    """Take from a slide the boxes that nothing was written into: they would ask for text."""
    for holder in list(slide.placeholders):
        if holder.has_text_frame and not holder.text_frame.text:
            holder.element.getparent().remove(holder.element)


def has_chinese_font(show: Any) -> bool:
    """Tell whether the theme names a font for Chinese letters."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    theme = show.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
    return b'<a:ea typeface=""' not in theme and b"<a:ea typeface=" in theme


def _filled(layout: Any) -> list[Any]:
    """Return the boxes of a layout that a slide takes over: date, foot and number are not."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    left_out = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
    return [one for one in layout.placeholders if one.placeholder_format.type not in left_out]


def _bare(layout: Any) -> int:
    """Return a count above all others for a layout without a title."""
    return 0 if any(one.placeholder_format.idx == 0 for one in layout.placeholders) else 100
