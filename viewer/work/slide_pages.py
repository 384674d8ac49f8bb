"""A report's slides painted for the screen, each thing where the presentation has it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QImage,
    QPainter,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextTableFormat,
)

from viewer.reporting.document import Document, ReportTable, widths
from viewer.reporting.slide_contents import SlideContent, slides_of, text_size_pt
from viewer.reporting.writers.slides import (
    MARGIN_IN,
    TALL_IN,
    TEXT_IN,
    TOP_IN,
    WIDE_IN,
)
from viewer.work.report_pages import FAMILIES, INK, MOST_PAGES, QUIET, Draw, draw_text, plain_text

PX_PER_IN = 84
PX_PER_PT = PX_PER_IN / 72


def paint_slides(document: Document, draw: Draw) -> tuple[list[QImage], int]:
    """Return a report as slides, and how many there are in all.

    Args:
        document: the report.
        draw: returns a figure's pixels.
    """
    contents = list(slides_of(document.blocks))
    pages = [_first(document)]
    pages += [_slide(content, draw) for content in contents[: MOST_PAGES - 1]]
    return pages, len(contents) + 1


def _blank() -> QImage:
    page = QImage(
        round(WIDE_IN * PX_PER_IN), round(TALL_IN * PX_PER_IN), QImage.Format.Format_RGB888
    )
    page.fill(Qt.GlobalColor.white)
    return page


def _first(document: Document) -> QImage:
    page = _blank()
    painter = QPainter(page)
    wide, tall = page.width(), page.height()
    centre = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    _set_font(painter, 40)
    title = QRectF(0.1 * wide, 0.25 * tall, 0.8 * wide, 0.25 * tall)
    painter.drawText(title, centre, document.title)
    _set_font(painter, 22)
    painter.setPen(QUIET)
    painter.drawText(title.translated(0, 0.27 * tall), centre, document.subtitle)
    painter.end()
    return page


def _slide(content: SlideContent, draw: Draw) -> QImage:
    page = _blank()
    painter = QPainter(page)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    wide = WIDE_IN - 2 * MARGIN_IN
    _set_font(painter, 28)
    middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(_box(MARGIN_IN, 0.35, wide, 0.8), middle, content.title)
    top = TOP_IN
    for table in content.tables:
        top = _paint_table(painter, table, wide)
    for drawing in content.drawings:
        room = wide - TEXT_IN - 0.3 if content.sentences else wide
        _paint_picture(
            painter, draw(drawing), _box(MARGIN_IN, TOP_IN, room, TALL_IN - TOP_IN - 0.3)
        )
    if content.sentences:
        beside = bool(content.drawings)
        left = WIDE_IN - MARGIN_IN - TEXT_IN if beside else MARGIN_IN
        box = _box(left, top, TEXT_IN if beside else wide, TALL_IN - top - 0.4)
        _paint_text(painter, content.sentences, box, text_size_pt(content.sentences, beside=beside))
    painter.end()
    return page


def _box(left: float, top: float, wide: float, tall: float) -> QRectF:
    return QRectF(*(side * PX_PER_IN for side in (left, top, wide, tall)))


def _set_font(painter: QPainter, size_pt: float) -> None:
    font = QFont(FAMILIES)
    font.setPixelSize(round(size_pt * PX_PER_PT))
    painter.setFont(font)
    painter.setPen(INK)


def _paint_picture(painter: QPainter, image: QImage, room: QRectF) -> None:
    size = QSizeF(image.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(room.topLeft(), size), image)


def _paint_text(painter: QPainter, sentences: list[str], box: QRectF, size_pt: int) -> None:
    text = plain_text(box.width(), size_pt * PX_PER_PT)
    text.setPlainText("\n\n".join(sentences))
    painter.save()
    painter.translate(box.topLeft())
    draw_text(text, painter, QRectF(0, 0, box.width(), box.height()))
    painter.restore()


def _paint_table(painter: QPainter, table: ReportTable, wide: float) -> float:
    """Paint a table; return where it ends, in inches."""
    rows = (table.head, *table.rows)
    text = plain_text(wide * PX_PER_IN, 12 * PX_PER_PT)
    look = QTextTableFormat()
    look.setCellPadding(5)
    look.setCellSpacing(0)
    look.setBorder(0.5)
    look.setBorderCollapse(True)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    kind = QTextLength.Type.PercentageLength
    look.setColumnWidthConstraints([QTextLength(kind, 100 * share) for share in widths(rows)])
    made = QTextCursor(text).insertTable(len(rows), len(table.head), look)
    for y, row in enumerate(rows):
        for x, told in enumerate(row):
            signs = QTextCharFormat()
            signs.setFontWeight(QFont.Weight.Bold if y == 0 else QFont.Weight.Normal)
            made.cellAt(y, x).firstCursorPosition().insertText(told, signs)
    painter.save()
    painter.translate(_box(MARGIN_IN, TOP_IN, 0, 0).topLeft())
    draw_text(text, painter, QRectF(0, 0, text.size().width(), text.size().height()))
    painter.restore()
    return TOP_IN + text.size().height() / PX_PER_IN + 0.1
