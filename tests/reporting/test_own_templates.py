"""A document of the user's lends a report its styles, and none of its text; all stays real."""

from io import BytesIO
from typing import Any

import docx
import pptx
import pytest
from docx.oxml.ns import qn
from docx.shared import Inches, Mm
from PIL import Image
from pptx.util import Inches as SlideInches

from viewer.reporting.document import Code, Document, Heading, Paragraph, Points, ReportTable
from viewer.reporting.writers.word import _Word
from viewer.reporting.writing import files_of

LABELS = {"figure": "图", "table": "表"}


class Picture:
    alt, caption = "一只猫", "猫的热图。"

    def data(self, _format):
        buffer = BytesIO()
        Image.new("RGB", (3000, 1500), "teal").save(buffer, "png", dpi=(200, 200))
        return buffer.getvalue()


def document():
    blocks = (
        Heading("实验准备"),
        Paragraph("文字。"),
        Heading("模型", 2),
        Points(("一", "二")),
        Code("Net()", "模型结构"),
        ReportTable(("a", "b"), (("1", "2"),), "数字。"),
    )
    return Document(title="报告", subtitle="副题", lang="zh_CN", blocks=blocks, labels=LABELS)


def styled(path, dropped=()):
    own = docx.Document()
    own.styles["Heading 1"].font.name = "Georgia"
    own.add_heading("An old report", 1)
    own.add_table(2, 2)
    own.sections[0].header.paragraphs[0].text = "Our laboratory"
    own.sections[0].page_width, own.sections[0].page_height = Mm(148), Mm(210)
    for name in dropped:
        own.styles[name].delete()
    own.save(path)
    return path


def written(own, tmp_path, suffix):
    return BytesIO(files_of(document(), tmp_path / f"a{suffix}", own)[f"a{suffix}"])


@pytest.mark.parametrize("dropped", [(), ("Heading 1", "Heading 3", "Caption", "List Bullet")])
def test_a_word_document_lends_its_styles_alone(tmp_path, dropped):
    file = docx.Document(written(styled(tmp_path / "own.docx", dropped), tmp_path, ".docx"))
    bullet = "• " if "List Bullet" in dropped else ""  # its list is the style's, which is gone
    lines = [("".join(t.text for t in p._p.iter(qn("w:t"))), p.style.name) for p in file.paragraphs]
    assert [line for line in lines if line[0]] == [
        ("报告", "Title"),
        ("副题", "Subtitle"),
        ("实验准备", "Heading 1"),
        ("文字。", "Normal"),
        ("模型", "Heading 2"),
        (f"{bullet}一", "List Bullet"),
        (f"{bullet}二", "List Bullet"),
        ("模型结构", "Heading 3"),
        ("Net()", "Normal"),
        ("表 1. 数字。", "Caption"),
    ]
    assert len(file.tables) == 1
    assert file.sections[0].header.paragraphs[0].text == "Our laboratory"
    assert file.sections[0].page_width.mm == pytest.approx(148, abs=0.1)
    if not dropped:
        assert file.styles["Heading 1"].font.name == "Georgia"
    ids = [style.style_id for style in file.styles]
    assert len(ids) == len(set(ids))
    bases = [base.get(qn("w:val")) for base in file.styles.element.iter(qn("w:basedOn"))]
    assert set(bases) <= set(ids)
    outline = file.styles["Heading 1"].element.pPr.find(qn("w:outlineLvl"))
    assert outline.get(qn("w:val")) == "0"  # what makes it a heading to Word
    fonts = file.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) or fonts.get(qn("w:eastAsiaTheme"))


def test_a_figure_keeps_within_the_margins_of_any_page(tmp_path):
    file = docx.Document(str(styled(tmp_path / "own.docx")))
    drawing: Any = Picture()
    _Word(file, document())._drawing(drawing)
    (shape,) = file.inline_shapes
    section: Any = file.sections[0]
    assert shape.width <= section.page_width - section.left_margin - section.right_margin
    assert shape.width / shape.height == pytest.approx(2, rel=0.01)
    assert shape.width > Inches(3)
    assert shape._inline.docPr.get("descr") == "一只猫"
    (field,) = file.element.body.iter(qn("w:fldSimple"))
    assert field.get(qn("w:instr")) == "SEQ Figure \\* ARABIC"


def presentation(path, layouts=None):
    own = pptx.Presentation()
    own.slide_width, own.slide_height = SlideInches(10), SlideInches(5.625)
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "An old talk"
    for layout in list(own.slide_layouts)[layouts or 99 :]:
        own.slide_layouts.remove(layout)
    own.save(str(path))
    return path


@pytest.mark.parametrize("layouts", [None, 2, 1])
def test_a_presentation_lends_its_masters_alone(tmp_path, layouts):
    own = presentation(tmp_path / "own.pptx", layouts)
    show = pptx.Presentation(written(own, tmp_path, ".pptx"))
    titles = [slide.shapes.title.text for slide in show.slides]
    assert titles[:2] == ["报告", "实验准备"]
    assert (show.slide_width, show.slide_height) == (SlideInches(10), SlideInches(5.625))
    runs = [run for slide in show.slides for run in slide.element.iter(qn_of("a:r"))]
    assert runs
    for run in runs:  # its own Latin font, and a Chinese one where it names none
        assert run.find(f".//{qn_of('a:latin')}") is None
        assert run.find(f".//{qn_of('a:ea')}").get("typeface") == "Microsoft YaHei"
    for slide in show.slides:
        assert not any(holder.text == "" for holder in slide.placeholders)


def qn_of(tag):
    from pptx.oxml.ns import qn

    return qn(tag)
