"""A report as a Word document: real headings, numbered captions, and alt text for each picture."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path
from viewer.reporting.document import (
    Break,
    Code,
    Document,
    Drawing,
    Heading,
    Paragraph,
    Points,
    ReportTable,
)
from viewer.reporting.writers.word_styles import bullet, take_styles
from viewer.reporting.writers.word_tables import put_table

TALLEST = 0.86  # of a figure, of the page's height within its margins: its caption is below
FONTS = ("Calibri", "Microsoft YaHei")  # of Latin letters, and of Chinese
ABOVE_PT = 8  # of a table
EMU_PER_IN = 914_400  # Word's smallest unit of length
CODE_FONT, CODE_PT = "Consolas", 7.5
STYLES = (
    "Normal",
    "Title",
    "Subtitle",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "Caption",
    "List Bullet",
)
INK, QUIET = (0x20, 0x20, 0x24), (0x5A, 0x5A, 0x5F)
MISSING = "python-docx and python-pptx, which write .docx and .pptx, are not installed."
HOW = "Install them: pip install 'camscope[report]'."


def write(document: Document, stem: str, template: Path | None = None) -> dict[str, bytes]:
    """Return the one file of a report by its name.

    Args:
        document: the report.
        stem: of the file's name.
        template: a Word document whose styles are taken; None: our own.

    Raises:
        UserError: python-docx is missing, or the template is no Word document.
    """
    word = _Word(_opened(template), document)
    if template is None:
        word.set_fonts()
    else:
        take_styles(word.file, STYLES, FONTS[1])
    word.put()
    buffer = BytesIO()
    word.file.save(buffer)
    return {f"{stem}.docx": buffer.getvalue()}


def _opened(template: Path | None) -> Any:
    try:
        import docx
    except ImportError as error:
        raise UserError(MISSING, hint=HOW) from error
    if template is None:
        return docx.Document()
    try:
        return docx.Document(str(template))
    except Exception as error:
        raise UserError(
            f"“{shown_path(template.name)}” is no Word document that can be read.",
            hint="Choose a .docx file.",
            detail=repr(error),
        ) from error


@dataclass(frozen=True, slots=True)
class _Word:
    file: Any  # python-docx is untyped
    document: Document

    def set_fonts(self) -> None:
        """Name a font of each script, so that Chinese is not left to chance; and take A4."""
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt, RGBColor

        for name in STYLES:
            style = self.file.styles[name]
            style.font.name = FONTS[0]
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            fonts.set(qn("w:eastAsia"), FONTS[1])
            style.font.color.rgb = RGBColor(*QUIET if name in {"Subtitle", "Caption"} else INK)
        self.file.styles["Normal"].font.size = Pt(10.5)
        self._calm("Subtitle", 11)
        self._calm("Caption", 9)
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", Mm(25))

    def _calm(self, name: str, size_pt: float) -> None:
        """Take bold, italics and wide letters from a style."""
        from docx.oxml.ns import qn
        from docx.shared import Pt

        style = self.file.styles[name]
        style.font.bold = style.font.italic = False
        style.font.size = Pt(size_pt)
        for wide in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(wide)

    def put(self) -> None:
        """Write the whole document."""
        said, core = self.document, self.file.core_properties
        core.title, core.author, core.language = said.title, "CamScope", said.lang.replace("_", "-")
        self._line(said.title, "Title")
        self._line(said.subtitle, "Subtitle")
        for block in said.blocks:
            match block:
                case Heading(text, level):
                    self._line(text, f"Heading {level}")
                case Paragraph(text):
                    self.file.add_paragraph(text)
                case Points(items):
                    for item in items:
                        self._line(f"{bullet(self.file)}{item}", "List Bullet")
                case Code(text, title):
                    self._code(text, title)
                case ReportTable():
                    self._table(block)
                case Drawing():
                    self._drawing(block)
                case Break():
                    self.file.add_page_break()

    def _line(self, text: str, style: str) -> Any:
        """Add a paragraph; a template may lack the style."""
        line = self.file.add_paragraph(text)
        if style in {one.name for one in self.file.styles}:
            line.style = self.file.styles[style]
        return line

    def _code(self, text: str, title: str) -> None:
        from docx.shared import Pt

        if title:
            self._line(title, "Heading 3")
        line = self.file.add_paragraph()
        line.paragraph_format.line_spacing = 1.0
        run = line.add_run(text.rstrip())  # its line ends become breaks
        run.font.name, run.font.size = CODE_FONT, Pt(CODE_PT)

    def _table(self, table: ReportTable) -> None:
        from docx.shared import Pt

        if table.caption:
            caption = self._caption("table", table.caption).paragraph_format
            caption.keep_with_next, caption.space_before = True, Pt(ABOVE_PT)
        put_table(self.file, table)
        below = self.file.add_paragraph().paragraph_format  # Word joins tables that touch
        below.space_after, below.line_spacing = Pt(0), Pt(ABOVE_PT)

    def _drawing(self, drawing: Drawing) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Inches

        line = self.file.add_paragraph()
        line.alignment, line.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        picture = line.add_run().add_picture(BytesIO(drawing.data("png")))
        ratio = picture.height / picture.width
        width = min(*_room_in(self.file.sections[-1], ratio), picture.width.inches)
        picture.width, picture.height = Inches(width), Inches(width * ratio)
        about = picture._inline.docPr  # noqa: SLF001 - python-docx has no other way to say it
        about.set("descr", drawing.alt)
        about.set("title", drawing.caption[:200])
        self._caption("figure", drawing.caption)

    def _caption(self, kind: str, text: str) -> Any:
        """Add a caption whose number is a field, which Word counts."""
        line = self._line(f"{self.document.labels[kind]} ", "Caption")
        _add_field(line, f"SEQ {kind.capitalize()} \\* ARABIC")
        line.add_run(f". {text}")
        return line


def _room_in(section: Any, ratio: float) -> tuple[float, float]:
    """Return how wide a picture may be that keeps within the margins: across, and down."""
    wide = section.page_width - section.left_margin - section.right_margin
    tall = section.page_height - section.top_margin - section.bottom_margin
    return wide / EMU_PER_IN, TALLEST * tall / EMU_PER_IN / ratio


def _add_field(line: Any, instruction: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, shown = OxmlElement("w:r"), OxmlElement("w:t")
    shown.text = _counted(line, instruction)
    run.append(shown)
    field.append(run)
    line._p.append(field)  # noqa: SLF001


def _counted(line: Any, instruction: str) -> str:
    """Return the number that a new field has: Word counts again when the reader asks for it."""
    from docx.oxml.ns import qn

    body = line._p.getparent()  # noqa: SLF001
    fields = body.iter(qn("w:fldSimple"))
    return str(1 + sum(one.get(qn("w:instr")) == instruction for one in fields))
