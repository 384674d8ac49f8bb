"""A report's table in a Word document: thin lines, columns as wide as their words, a head."""

from __future__ import annotations

import re
from typing import Any

from viewer.reporting.document import ReportTable, widths

HYPHEN = re.compile(r"(?<=\w)-(?=\w)")  # within a word
TOGETHER = 15  # rows of a table that is not parted between pages


def put_table(file: Any, table: ReportTable) -> None:
    """Add a table at the end of a document.

    Args:
        file: of python-docx, which is untyped.
        table: what stands in it.
    """
    made = file.add_table(rows=1, cols=len(table.head))
    if "Table Grid" in {one.name for one in file.styles}:
        made.style = file.styles["Table Grid"]
    _draw_thin_lines(made)
    for cell, text in zip(made.rows[0].cells, table.head, strict=True):
        _write_cell(cell, text, bold=True)
    for row in table.rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            _write_cell(cell, text)
    _part_columns(file, made, widths((table.head, *table.rows)))
    _repeat_head(made.rows[0])
    _keep_rows_whole(made)
    if len(table.rows) <= TOGETHER:
        _keep_together(made)


def _keep_together(made: Any) -> None:
    for row in made.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _keep_rows_whole(made: Any) -> None:
    """Let no page end in the midst of a row."""
    from docx.oxml import OxmlElement

    for row in made.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))  # noqa: SLF001


def _part_columns(file: Any, made: Any, shares: list[float]) -> None:
    """Give each column its share of the page's width, which Word and others keep."""
    section = file.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    made.autofit = False
    for column, share in zip(made.columns, shares, strict=True):
        column.width = int(room * share)
        for cell in column.cells:
            cell.width = int(room * share)


def _write_cell(cell: Any, text: str, *, bold: bool = False) -> None:
    from docx.shared import Pt

    line = cell.paragraphs[0]
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
    line.paragraph_format.line_spacing = 1.0
    run = line.add_run()
    _write_unbroken(run, text)
    run.bold, run.font.size = bold, Pt(9)


def _write_unbroken(run: Any, text: str) -> None:
    """Write a text whose words keep together at their hyphens: no “Grad-” above “CAM”."""
    from docx.oxml import OxmlElement

    for number, part in enumerate(HYPHEN.split(text)):
        if number:
            run._r.append(OxmlElement("w:noBreakHyphen"))  # noqa: SLF001 - it has no other way
        run.add_text(part)


def _draw_thin_lines(table: Any) -> None:
    """Part the rows of a table by thin grey lines."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B8B8BE"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    lines = parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>")
    table._tbl.tblPr.insert_element_before(  # noqa: SLF001 - python-docx has no other way to say it
        lines, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )


def _repeat_head(row: Any) -> None:
    """Let the head of a table stand on each of its pages."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
