"""One report of a real picture in every format: read again by what reads such files."""

import json
import re
from html.parser import HTMLParser
from io import BytesIO

import docx
import numpy as np
import pptx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from viewer.cli import main
from viewer.core.errors import UserError
from viewer.core.notes import NotePlace
from viewer.figure.making import make_json, recipe_of
from viewer.figure.ownership import is_ours
from viewer.figure.recipe_reading import read_recipe
from viewer.library.opening import open as open_model
from viewer.reporting.building import report
from viewer.reporting.document import (
    Code,
    Document,
    Drawing,
    Heading,
    Paragraph,
    Points,
    ReportTable,
)
from viewer.reporting.note_blocks import note_blocks
from viewer.reporting.plan import ReportPlan
from viewer.reporting.preparing import folded
from viewer.reporting.recipe_text import recipe_text
from viewer.reporting.results import Results, edited, figure_style
from viewer.reporting.writing import files_of, write_report

LABELS = {"figure": "Figure", "table": "Table"}
HOSTILE = "<b>&\\input{x} $1_2^3 ~ %# `code` *a* [x](y) | \u201cq\u201d 猫"


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """Two pictures, 3:2 and its transpose, explained by the default model."""
    folder = tmp_path_factory.mktemp("pictures")
    pixels = np.random.default_rng(5).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    Image.fromarray(pixels).resize((360, 240)).save(folder / "wide.png")
    Image.fromarray(pixels).resize((360, 240)).transpose(Image.Transpose.ROTATE_90).save(
        folder / "tall.png"
    )
    with open_model() as model:
        return [
            model.explain(folder / name, classes=["dog", "cat"]).parts
            for name in ("wide.png", "tall.png")
        ]


@pytest.fixture(scope="module")
def lab(pictures):
    return report(pictures, plan("lab", "en"))


def plan(template, lang, **chosen):
    return ReportPlan(template=template, lang=lang, **chosen)


def headings(document, level=1):
    return [b.text for b in document.blocks if isinstance(b, Heading) and b.level == level]


def test_a_template_has_its_sections(pictures, lab):
    assert headings(lab) == [
        "Preparation",
        "Methods",
        "Results and analysis",
        "Summary",
        "References",
        "Appendix",
    ]
    chinese = report(pictures, plan("lab", "zh_CN"))
    assert headings(chinese)[0] == "实验准备"
    assert "实验结果与实验分析" in headings(chinese)
    assert headings(report(pictures, plan("page", "en"))) == ["Results and analysis"]
    assert headings(report(pictures, plan("slides", "en"))) == ["wide.png", "tall.png", "Summary"]
    assert headings(report(pictures, plan("supplement", "en")))[0] == "Methods"
    with pytest.raises(UserError, match="nothing to report"):
        report([], plan("lab", "en"))


def test_a_report_tells_what_the_records_say(pictures, lab):
    info = pictures[0].explanations[0].model
    text = "\n".join(b.text for b in lab.blocks if isinstance(b, Paragraph | Code))
    assert folded(info.tree) in text
    full = report(pictures, plan("lab", "en", sections=("preparation", "tree")))
    assert info.tree in [b.text for b in full.blocks if isinstance(b, Code)]
    layer = next(one for one in info.layers if one.name == info.default_layer)
    assert f"“{layer.name}”, a {layer.type} that gives {layer.channels} channels" in text
    assert "resized to 256 pixels" not in text or info.rule.shorter_side == 256
    assert "L(y, x) = relu( sum over k of w_k · A_k(y, x) )" in text
    summary = [b for b in lab.blocks if isinstance(b, ReportTable)][-1]
    maps = [heat for parts in pictures for each in parts.explanations for heat in each.maps]
    assert [(row[0], row[2], row[4]) for row in summary.rows] == [
        (heat.image.path.name, heat.row.title, f"{heat.peak:.3g}") for heat in maps
    ]
    assert "selvaraju2017gradcam" in lab.bibliography


def test_words_document_is_real(lab, tmp_path):
    (path,) = write_report(lab, tmp_path / "a.docx")
    word = docx.Document(str(path))
    found = [(p.text, p.style.name) for p in word.paragraphs]
    assert found[0] == (lab.title, "Title")
    assert [text for text, style in found if style == "Heading 1"] == headings(lab)
    told = [text for text, style in found if style == "List Bullet"]
    assert told == [one for b in lab.blocks if isinstance(b, Points) for one in b.items]
    drawings = [b for b in lab.blocks if isinstance(b, Drawing)]
    shapes = word.inline_shapes
    assert [s._inline.docPr.get("descr") for s in shapes] == [b.alt for b in drawings]
    assert all(s.width.inches <= 6.3 and s.height.inches <= 8.0 for s in shapes)
    fields = [f.get(qn("w:instr")) for f in word.element.body.iter(qn("w:fldSimple"))]
    assert fields.count("SEQ Figure \\* ARABIC") == len(drawings)
    numbers = [f.find(f".//{qn('w:t')}").text for f in word.element.body.iter(qn("w:fldSimple"))]
    assert numbers == ["1", "1", "2", "2"]
    normal = word.styles["Normal"].element.rPr.rFonts
    assert normal.get(qn("w:eastAsia")) == "Microsoft YaHei"


def test_a_figure_in_a_word_document_keeps_its_recipe(lab, tmp_path):
    (path,) = write_report(lab, tmp_path / "a.docx")
    parts = docx.Document(str(path)).part.related_parts.values()
    blobs = [part.blob for part in parts if part.partname.endswith(".png")]
    (tmp_path / "out.png").write_bytes(blobs[0])
    assert read_recipe(tmp_path / "out.png").style.kind == "table"


def test_the_styles_of_a_word_document_are_taken(tmp_path):
    own = docx.Document()
    own.styles["Heading 1"].font.name = "Georgia"
    own.save(tmp_path / "own.docx")
    files = files_of(plain(), tmp_path / "a.docx", tmp_path / "own.docx")
    styles = docx.Document(BytesIO(files["a.docx"])).styles
    assert styles["Heading 1"].font.name == "Georgia"
    for like in (tmp_path / "none.docx", tmp_path / "own.docx"):
        with pytest.raises(UserError):
            files_of(plain(), tmp_path / "a.pptx", like)


def test_slides_keep_within_their_edges(pictures, tmp_path):
    document = report(pictures, plan("slides", "zh_CN"))
    (path,) = write_report(document, tmp_path / "a.pptx")
    show = pptx.Presentation(str(path))
    titles = [slide.shapes.title.text for slide in show.slides]
    assert titles == [document.title, "wide.png", "tall.png", "结果汇总"]
    assert show.slide_width is not None
    assert show.slide_height is not None
    for slide in show.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= show.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= show.slide_height
    pictured = [s for slide in show.slides for s in slide.shapes if s.shape_type == 13]
    alts = [s._element.nvPicPr.cNvPr.get("descr") for s in pictured]
    assert alts == [b.alt for b in document.blocks if isinstance(b, Drawing)]


def plain():
    return Document(
        title=HOSTILE,
        subtitle=HOSTILE,
        lang="en",
        blocks=(
            Heading(HOSTILE),
            Paragraph(HOSTILE),
            Points((HOSTILE,)),
            Code(f"{HOSTILE}\n```\n\\end{{Verbatim}}", HOSTILE),
            ReportTable((HOSTILE, "b"), (("1", HOSTILE),), HOSTILE),
        ),
        labels=LABELS,
    )


class Texts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.texts, self.tags = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def test_html_shows_hostile_text_as_text(tmp_path):
    reader = Texts()
    reader.feed(files_of(plain(), tmp_path / "a.html")["a.html"].decode())
    assert HOSTILE in reader.texts
    assert "b" not in {tag for tag, _ in reader.tags}


def test_html_is_one_file_with_alt_texts(lab, tmp_path):
    (text,) = (data.decode() for data in files_of(lab, tmp_path / "a.html").values())
    reader = Texts()
    reader.feed(text)
    images = [attrs for tag, attrs in reader.tags if tag == "img"]
    assert [one["alt"] for one in images] == [b.alt for b in lab.blocks if isinstance(b, Drawing)]
    assert all(one["src"].startswith("data:image/png;base64,") for one in images)
    assert not re.search(r'(src|href)="(?!data:)', text)
    folds = [attrs for tag, attrs in reader.tags if tag == "details"]
    assert ["open" in attrs for attrs in folds] == [True] + [False] * (len(folds) - 1)


def test_latex_finds_no_command_in_a_text(lab, tmp_path):
    text = files_of(plain(), tmp_path / "a.tex")["a.tex"].decode()
    assert "\\input" not in text.split("\\begin{Verbatim}")[0]
    assert text.count("\\begin{") == text.count("\\end{")
    written = write_report(lab, tmp_path / "b.tex")
    names = [path.relative_to(tmp_path).as_posix() for path in written]
    assert names == ["b.tex", "b_files/figure-1.pdf", "b_files/figure-2.pdf", "b.bib"]
    body = written[0].read_text()
    assert all(f"{{{name}}}" in body for name in names[1:3])
    assert written[1].read_bytes().startswith(b"%PDF")


def test_markdown_says_hostile_text_as_text(lab, tmp_path):
    text = files_of(plain(), tmp_path / "a.md")["a.md"].decode()
    assert "\\<b\\>&" in text
    assert "````text" in text  # longer than what stands inside
    names = list(files_of(lab, tmp_path / "b.md"))
    assert names == ["b.md", "b_files/figure-1.png", "b_files/figure-2.png"]


def test_the_command_line_writes_a_report(tmp_path, capsys, pictures):
    Image.new("RGB", (96, 64), "teal").save(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes(b"none")
    out = tmp_path / "out" / "r.html"
    typed = [str(tmp_path / "a.png"), str(tmp_path / "b.png"), "--lang", "zh_CN"]
    assert main(["report", *typed, "--template", "page", "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert said.out == f"{out}\n"
    assert "b.png" in said.err
    assert "实验结果与实验分析" in out.read_text(encoding="utf-8")
    assert main(["report", *typed, "--out", str(out)]) == 2  # another's file is not replaced
    assert capsys.readouterr().err == (
        "camscope: There is a file “r.html” already."
        " Choose another name, or replace it with --overwrite.\n"
    )  # at once, before b.png is read
    assert main(["report", *typed, "--out", str(tmp_path / "r.doc")]) == 2
    assert "End the name in .docx" in capsys.readouterr().err


def test_what_the_user_says_stands_in_the_report_and_in_the_recipe(pictures):
    image = pictures[0].explanations[0].prediction.image
    measured = edited(pictures[0].explanations, plan("page", "en"))
    first, second = measured[0], measured[1]
    own = {(image, "en", first.key): "It sees a *dog*.", (image, "en", second.key): " "}
    notes = {
        NotePlace(path=image.path): "# Seen\n\n**Bright** corner.\n- one\n- two",
        NotePlace(path=image.path, target="dog"): "Only the ear.",
        NotePlace(path=image.path.parent): "All of noise.",
    }
    blocks = report(pictures[:1], plan("page", "en", edits=own, notes=notes)).blocks
    said = next(b.items for b in blocks if isinstance(b, Points))
    assert said == ("It sees a *dog*.", *(one.text for one in measured[2:]))
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == [
        "All of noise.",
        "Bright corner.",
        "Only the ear.",
    ]
    assert Points(("one", "two")) in blocks
    told = next(b for b in blocks if isinstance(b, Drawing)).parts.observations
    assert told[0] == {
        "about": "prediction",
        "target": "",
        "methods": [],
        "text": "It sees a *dog*.",
        "numbers": dict(first.numbers),
        "edited": True,
        "measured": first.text,
    }
    assert [one["text"] for one in told] == list(said)
    assert all("edited" not in one for one in told[1:])
    chinese = report(pictures[:1], plan("page", "zh_CN", edits=own, notes=notes)).blocks
    assert "关于“狗”的笔记" in [b.text for b in chinese if isinstance(b, Heading)]
    slides = report(pictures[:1], plan("slides", "en", notes=notes)).blocks
    assert slides[:2] == (Heading("Notes"), Paragraph("All of noise."))
    assert "It sees a *dog*." not in next(b.items for b in chinese if isinstance(b, Points))


def test_a_figure_keeps_what_was_said_of_it(pictures, tmp_path):
    image = pictures[0].explanations[0].prediction.image
    first = edited(pictures[0].explanations, plan("page", "en"))[0]
    own = {(image, "en", first.key): "Mine."}
    blocks = report(pictures[:1], plan("page", "en", edits=own)).blocks
    drawing = next(b for b in blocks if isinstance(b, Drawing))
    (tmp_path / "a.png").write_bytes(drawing.data("png"))
    assert read_recipe(tmp_path / "a.png").data["observations"][0]["measured"] == first.text
    assert is_ours(tmp_path / "a.png")
    (tmp_path / "a.json").write_bytes(make_json(drawing.parts, drawing.style))
    assert is_ours(tmp_path / "a.json")


def test_only_the_sections_that_are_ticked_are_written(pictures):
    made = report(pictures, plan("lab", "en", sections=("methods", "summary")))
    assert headings(made) == ["Methods", "Summary"]
    assert not made.bibliography


def test_a_note_that_is_no_markdown_stays_as_it_is():
    text = "2 * 3 * 4 is 24\nand on.\n\n```\n a  b\n```\n1. [see](http://x.y)\n   more"
    assert list(note_blocks(text)) == [
        Paragraph("2 * 3 * 4 is 24 and on."),
        Code(" a  b"),
        Points(("see more",)),
    ]


def test_a_printed_model_is_folded_below_its_second_level():
    tree = "Net(\n  (a): B(\n    (b): C(\n      (c): D()\n    )\n    (d): E(1, 2)\n  )\n)"
    assert folded(tree) == "Net(\n  (a): B(\n    (b): C(…)\n    (d): E(1, 2)\n  )\n)"
    assert folded(tree, 1) == "Net(\n  (a): B(…)\n)"


def test_a_printed_recipe_reads_back_equal_on_few_lines(pictures):
    first = Results(plan("lab", "en"), None, lambda: None).told(pictures[0])
    data = recipe_of(first, figure_style(plan("lab", "en")))
    text = recipe_text(data)
    assert json.loads(text) == json.loads(json.dumps(data))
    assert len(text.splitlines()) < len(json.dumps(data, indent=2).splitlines()) / 3
    assert recipe_text(["猫\u202e"]) == '["猫\\u202e"]'
    assert recipe_text({"a": []}) == '{"a": []}'


def test_a_later_recipe_is_printed_as_far_as_it_differs(pictures):
    image = pictures[1].explanations[0].prediction.image
    key = edited(pictures[1].explanations, plan("lab", "en"))[0].key
    made = report(pictures, plan("lab", "en", edits={(image, "en", key): "Mine."}))
    codes = [b for b in made.blocks if isinstance(b, Code) and b.title.startswith("Recipe of")]
    first, second = (json.loads(code.text) for code in codes)
    whole = [b.parts for b in made.blocks if isinstance(b, Drawing)]
    one, other = (json.loads(make_json(parts, figure_style(plan("lab", "en")))) for parts in whole)
    assert set(one) - set(first) == {"requests", "scene", "observations"}
    assert all(one[name] == value for name, value in first.items())
    assert set(second) == {"pictures", "observations"}
    assert second["pictures"] == other["pictures"]
    assert [each["text"] for each in second["observations"]] == ["Mine."]
    assert {**first, **second}["model"] == other["model"]


def test_a_caption_calls_groups_as_its_language_does(pictures):
    blocks = report(pictures, plan("page", "zh_CN")).blocks
    (first, *_) = [b.caption for b in blocks if isinstance(b, Drawing)]
    assert "狗 (" in first
    assert "dog (" not in first
