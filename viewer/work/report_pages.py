"""A report's pages painted for the screen: sheets of A4, or slides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTableFormat,
)

from viewer.reporting.document import (
    Block,
    Break,
    Code,
    Document,
    Drawing,
    Heading,
    Paragraph,
    Points,
    ReportTable,
)

WIDTH_PX, HEIGHT_PX, MARGIN_PX = 794, 1123, 94  # A4 with margins of 25 mm, at 96 dots an inch
MOST_PAGES = 30  # are painted
FAMILIES = ["Calibri", "Carlito", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
CODE_FAMILIES = ["Consolas", "DejaVu Sans Mono", "monospace"]
TEXT_PX, CODE_PX, CAPTION_PX = 14, 10, 12
HEADING_PX = {0: 30, 1: 21, 2: 17, 3: 14}
INK, QUIET = QColor("#202024"), QColor("#5a5a5f")

Draw = Callable[[Drawing], QImage]


def paint_sheets(document: Document, draw: Draw) -> tuple[list[QImage], int]:
    """Return a report as sheets of paper, and how many there are in all.

    Args:
        document: the report.
        draw: returns a figure's pixels.
    """
    text = _Text(document, draw)
    text.put()
    count = text.file.pageCount()
    return [_sheet(text.file, number) for number in range(min(count, MOST_PAGES))], count


def plain_text(width_px: float, text_px: float) -> QTextDocument:
    """Return an empty text of a width, whose letters are as high as told."""
    made = QTextDocument()
    font = QFont(FAMILIES)
    font.setPixelSize(round(text_px))
    made.setDefaultFont(font)
    made.setDocumentMargin(0)
    made.setTextWidth(width_px)
    return made


def _sheet(text: QTextDocument, number: int) -> QImage:
    page = QImage(WIDTH_PX, HEIGHT_PX, QImage.Format.Format_RGB888)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(0, -number * HEIGHT_PX)
    draw_text(text, painter, QRectF(0, number * HEIGHT_PX, WIDTH_PX, HEIGHT_PX))
    painter.end()
    return page


def draw_text(text: QTextDocument, painter: QPainter, room: QRectF) -> None:
    """Paint what of a text lies in a rectangle, in a report's ink, whatever the theme is."""
    painter.setPen(INK)
    text.drawContents(painter, room)


@dataclass(slots=True)
class _Text:
    document: Document
    draw: Draw
    file: QTextDocument = field(default_factory=lambda: plain_text(WIDTH_PX, TEXT_PX))
    _broken: bool = False  # what comes next begins a page
    _counts: dict[str, int] = field(default_factory=lambda: {"figure": 0, "table": 0})

    def put(self) -> None:
        """Write the whole report."""
        self.file.setDocumentMargin(MARGIN_PX)
        self.file.setPageSize(QSizeF(WIDTH_PX, HEIGHT_PX))
        self._line(self.document.title, HEADING_PX[0], below=4)
        self._line(self.document.subtitle, TEXT_PX, colour=QUIET, below=14)
        for block in self.document.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text, level):
                self._line(text, HEADING_PX[min(level, 3)], bold=True, above=12, below=4)
            case Paragraph(text):
                self._line(text)
            case Points(items):
                for item in items:
                    self._line(f"•  {item}", indent=16, below=3)
            case Code(text, title):
                if title:
                    self._line(title, HEADING_PX[3], bold=True, above=6)
                lines = text.rstrip().replace("\n", "\u2028")  # of one paragraph
                self._line(lines, CODE_PX, families=CODE_FAMILIES)
            case ReportTable():
                self._table(block)
            case Drawing():
                self._drawing(block)
            case Break():
                self._broken = True

    def _line(
        self,
        text: str,
        px: int = TEXT_PX,
        *,
        bold: bool = False,
        colour: QColor = INK,
        above: int = 0,
        below: int = 7,
        indent: int = 0,
        families: list[str] = FAMILIES,
    ) -> None:
        signs = QTextCharFormat()
        font = QFont(families)
        font.setPixelSize(px)
        font.setBold(bold)
        signs.setFont(font)
        signs.setForeground(colour)
        self._next(above, below, indent, self._cursor()).insertText(text, signs)

    def _cursor(self) -> QTextCursor:
        cursor = QTextCursor(self.file)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return cursor

    def _next(self, above: int, below: int, indent: int, cursor: QTextCursor) -> QTextCursor:
        """Begin a paragraph; the first one of a text is there already."""
        lines = QTextBlockFormat()
        lines.setTopMargin(above)
        lines.setBottomMargin(below)
        lines.setLeftMargin(indent)
        lines.setTextIndent(-indent + 4 if indent else 0)
        lines.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self._broken:
            lines.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            self._broken = False
        if self.file.isEmpty():
            cursor.setBlockFormat(lines)
        else:
            cursor.insertBlock(lines)
        return cursor

    def _drawing(self, drawing: Drawing) -> None:
        image = self.draw(drawing)
        number = self._count("figure")
        name = f"figure:{number}"
        self.file.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
        room = QSizeF(WIDTH_PX - 2 * MARGIN_PX, HEIGHT_PX - 2 * MARGIN_PX - 120)
        size = QSizeF(image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        shown = QTextImageFormat()
        shown.setName(name)
        shown.setWidth(size.width())
        shown.setHeight(size.height())
        cursor = self._next(6, 2, 0, self._cursor())
        lines = cursor.blockFormat()
        lines.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(lines)
        cursor.insertImage(shown)
        self._caption("figure", number, drawing.caption)

    def _table(self, table: ReportTable) -> None:
        if table.caption:
            self._caption("table", self._count("table"), table.caption)
        look = QTextTableFormat()
        look.setCellPadding(3)
        look.setCellSpacing(0)
        look.setBorder(0.5)
        look.setBorderBrush(QColor("#9a9aa0"))
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBorderCollapse(True)
        look.setHeaderRowCount(1)
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        look.setBottomMargin(10)
        rows = (table.head, *table.rows)
        made = self._cursor().insertTable(len(rows), len(table.head), look)
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                signs = QTextCharFormat()
                font = QFont(FAMILIES)
                font.setPixelSize(CAPTION_PX)
                font.setBold(y == 0)
                signs.setFont(font)
                signs.setForeground(INK)
                made.cellAt(y, x).firstCursorPosition().insertText(text, signs)

    def _caption(self, kind: str, number: int, text: str) -> None:
        said = f"{self.document.labels[kind]} {number}. {text}"
        self._line(said, CAPTION_PX, colour=QUIET, below=10 if kind == "figure" else 3)

    def _count(self, kind: str) -> int:
        self._counts[kind] += 1
        return self._counts[kind]
