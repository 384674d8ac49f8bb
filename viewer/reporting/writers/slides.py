"""A report as PowerPoint: a slide for each heading, with its figure beside what is seen."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path
from viewer.reporting.document import Document, Drawing, ReportTable, widths
from viewer.reporting.slide_contents import ROW_IN, SlideContent, slides_of, text_size_pt
from viewer.reporting.writers.masters import (
    drop_empty,
    has_chinese_font,
    plain_layout,
    title_layout,
    without_slides,
)
from viewer.reporting.writers.word import FONTS, HOW, MISSING

WIDE_IN, TALL_IN, MARGIN_IN = 13.333, 7.5, 0.6
TOP_IN = 1.35  # where a slide's content begins
TEXT_IN = 4.2  # width of the text beside a figure


def write(document: Document, stem: str, template: Path | None = None) -> dict[str, bytes]:
    """Return the one file of a report by its name.

    Args:
        document: the report; its code is left out.
        stem: of the file's name.
        template: a presentation whose masters are taken; None: our own, 16:9.

    Raises:
        UserError: python-pptx is missing, or the template is no presentation.
    """
    show = _opened(template)
    first = show.slides.add_slide(title_layout(show))
    holders = list(first.placeholders)
    for holder, text in zip(holders, (document.title, document.subtitle), strict=False):
        holder.text = text
    for content in slides_of(document.blocks):
        _put(show, content)
    fonts = FONTS if template is None else (None, None if has_chinese_font(show) else FONTS[1])
    for slide in show.slides:
        drop_empty(slide)
        _name_fonts(slide, fonts)
    show.core_properties.title, show.core_properties.author = document.title, "CamScope"
    buffer = BytesIO()
    show.save(buffer)
    return {f"{stem}.pptx": buffer.getvalue()}


def _opened(template: Path | None) -> Any:
    try:
        import pptx
        from pptx.util import Inches
    except ImportError as error:
        raise UserError(MISSING, hint=HOW) from error
    if template is None:
        show = pptx.Presentation()
        _widen(show, Inches(WIDE_IN), Inches(TALL_IN))
        return show
    try:
        return without_slides(pptx.Presentation(str(template)))
    except Exception as error:
        raise UserError(
            f"“{shown_path(template.name)}” is no presentation that can be read.",
            hint="Choose a .pptx file.",
            detail=repr(error),
        ) from error


def _widen(show: Any, width: int, height: int) -> None:
    """Make the usual template, which is 4:3, as wide as screens are; its boxes go with it."""
    across, down = width / show.slide_width, height / show.slide_height
    show.slide_width, show.slide_height = width, height
    for holder in (show.slide_master, *show.slide_layouts):
        for shape in holder.shapes:
            if shape.width is None:
                continue
            left, top = int(shape.left * across), int(shape.top * down)
            wide, tall = int(shape.width * across), int(shape.height * down)
            shape.left, shape.top, shape.width, shape.height = left, top, wide, tall


def _put(show: Any, content: SlideContent) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Inches, Pt

    slide = show.slides.add_slide(plain_layout(show))
    title = slide.shapes.title
    title.text = content.title
    title.left, title.top = Inches(MARGIN_IN), Inches(0.35)
    title.width, title.height = show.slide_width - Inches(2 * MARGIN_IN), Inches(0.8)
    title.text_frame.paragraphs[0].font.size = Pt(28)
    title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    wide = show.slide_width.inches - 2 * MARGIN_IN
    for table in content.tables:
        _put_table(slide, table, wide)
    for drawing in content.drawings:
        room = wide - TEXT_IN - 0.3 if content.sentences else wide
        _put_picture(slide, drawing, room, show.slide_height.inches)
    if content.sentences:
        beside = bool(content.drawings)
        left = show.slide_width.inches - MARGIN_IN - TEXT_IN if beside else MARGIN_IN
        top = TOP_IN + sum(ROW_IN * (len(table.rows) + 1.5) for table in content.tables)
        tall = show.slide_height.inches - top - 0.4
        box = (left, top, TEXT_IN if beside else wide, tall)
        _put_text(slide, content.sentences, box, text_size_pt(content.sentences, beside=beside))


def _put_picture(slide: Any, drawing: Drawing, wide: float, tall: float) -> None:
    """Put a figure where it has the most room, with its alt text."""
    from pptx.util import Inches

    picture = slide.shapes.add_picture(
        BytesIO(drawing.data("png")), Inches(MARGIN_IN), Inches(TOP_IN)
    )
    share = min(
        Inches(wide) / picture.width, Inches(tall - TOP_IN - MARGIN_IN / 2) / picture.height
    )
    picture.width, picture.height = int(picture.width * share), int(picture.height * share)
    picture._element.nvPicPr.cNvPr.set("descr", drawing.alt)  # noqa: SLF001


def _put_text(
    slide: Any, sentences: list[str], box: tuple[float, float, float, float], size: int
) -> None:
    from pptx.util import Inches, Pt

    frame = slide.shapes.add_textbox(*(Inches(side) for side in box)).text_frame
    frame.word_wrap = True
    for number, sentence in enumerate(sentences):
        line = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        line.text, line.font.size, line.space_after = sentence, Pt(size), Pt(size / 2)


def _put_table(slide: Any, table: ReportTable, wide: float) -> None:
    from pptx.util import Inches, Pt

    rows = (table.head, *table.rows)
    place = (MARGIN_IN, TOP_IN, wide, ROW_IN * len(rows))
    made = slide.shapes.add_table(
        len(rows), len(table.head), *(Inches(side) for side in place)
    ).table
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            cell = made.cell(y, x)
            cell.text = text
            cell.text_frame.paragraphs[0].font.size = Pt(12)
    for column, share in zip(made.columns, widths(rows), strict=True):
        column.width = Inches(wide * share)


def _name_fonts(slide: Any, fonts: tuple[str | None, str | None]) -> None:
    """Name a font of each script in every run, so that Chinese is not left to chance."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    for run in slide.element.iter(qn("a:r")):
        words = run.get_or_add_rPr()
        for tag, font in zip(("a:latin", "a:ea"), fonts, strict=True):
            if font is not None and words.find(qn(tag)) is None:
                words.append(parse_xml(f'<{tag} {nsdecls("a")} typeface="{font}"/>'))
