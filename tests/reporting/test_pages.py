"""What finds room on a page or a slide, and what LaTeX, Word and PowerPoint are told of it."""

import json
import shutil
import subprocess

import docx
import pytest
from docx.oxml.ns import qn
from given_records import given_map, given_model, given_prediction

from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.figure.making import FigureParts
from viewer.reporting.building import report
from viewer.reporting.choices import TEMPLATES
from viewer.reporting.document import Document, Heading, Paragraph, Points, ReportTable, widths
from viewer.reporting.plan import ReportPlan
from viewer.reporting.slide_contents import MOST_ROWS, slides_of, text_size_pt
from viewer.reporting.writing import files_of, write_report

LONG = "A sentence that is about as long as what is measured of a map and then told in words. " * 2


def test_a_table_goes_on_on_the_next_slide_and_shares_none():
    rows = tuple((str(number), "x") for number in range(MOST_ROWS + 1))
    many, few = ReportTable(("a", "b"), rows), ReportTable(("c",), (("1",),))
    found = list(slides_of([Heading("T"), many, few, Paragraph("Said.")]))
    assert [one.title for one in found] == ["T (1/3)", "T (2/3)", "T (3/3)"]
    assert [len(one.tables) for one in found] == [1, 1, 1]
    assert [row for one in found[:2] for row in one.tables[0].rows] == list(rows)
    assert [one.sentences for one in found] == [[], [], ["Said."]]
    (*_, apart) = slides_of([Heading("T"), ReportTable(("a", "b"), rows[1:]), Paragraph("Said.")])
    assert (apart.tables, apart.sentences) == ([], ["Said."])  # there is no room below


@pytest.mark.parametrize("sentence", [LONG, "热图的一半强度集中在模型所见区域的一小部分上。" * 3])
def test_sentences_without_room_go_on_in_their_order(sentence):
    sentences = tuple(f"{number} {sentence}" for number in range(60))
    found = list(slides_of([Heading("T"), Points(sentences)]))
    assert len(found) > 1
    assert [one for slide in found for one in slide.sentences] == list(sentences)
    assert [one.title for one in slides_of([Heading("T"), Points(sentences[:2])])] == ["T"]
    assert text_size_pt(sentences[:2], beside=True) > text_size_pt(sentences[:9], beside=True)


def test_columns_share_a_table_by_their_words():
    found = widths((("Picture", "n"), ("a_rather_long_name.png", "1")))
    assert sum(found) == pytest.approx(1)
    assert found[0] > 3 * found[1]
    assert widths((("猫", "cc"),)) == pytest.approx([0.5, 0.5])
    endless = widths((("picture.png", "x" * 200, "Grad-CAM"),))
    assert endless[2] > 0.2  # of 16 cm: “Grad-CAM” stands on one line
    headed = widths((("half of it on", "b"), ("12%", "yy")))  # a head may go on below
    assert headed == pytest.approx([6.5 / 11, 4.5 / 11])


def test_a_method_is_not_parted_at_its_hyphen(tmp_path):
    """Word has a sign of its own for it, which is read and searched as a hyphen."""
    table = ReportTable(("Method", "At"), (("Smooth Grad-CAM++", "-0.5 - 1"),))
    document = Document(
        title="T", subtitle="", lang="en", blocks=(table,), labels={"table": "Table"}
    )
    (path,) = write_report(document, tmp_path / "a.docx")
    cells = docx.Document(str(path)).tables[0].rows[1].cells
    assert [cell.text for cell in cells] == ["Smooth Grad-CAM++", "-0.5 - 1"]
    hyphens = [len(list(cell._tc.iter(qn("w:noBreakHyphen")))) for cell in cells]
    assert hyphens == [1, 0]
    html = files_of(document, tmp_path / "a.html")["a.html"].decode()
    assert '<td class="short">-0.5 - 1</td>' in html


def test_latex_that_knows_no_chinese_is_not_asked_for_it(tmp_path):
    def latex(text):
        document = Document(title=text, subtitle="", lang="en", blocks=(Paragraph(text),))
        return files_of(document, tmp_path / "a.tex")["a.tex"].decode()

    assert "ctexart" not in latex("plain – “words” ●")
    assert "scheme=plain]{ctexart}" in latex("猫.png")
    assert "\\DeclareUnicodeCharacter{03BB}{[U+03BB]}" in latex("λ")
    assert "$\\bullet$" in latex("●")


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    """One picture of random pixels with two maps."""
    import numpy as np

    rng = np.random.default_rng(3)
    geometry = plan_geometry((90, 60), InputRule(size=(60, 60), shorter_side=60), "default")
    image = ImageRef(path=tmp_path_factory.mktemp("p") / "猫 & <a>.png")
    maps = tuple(
        given_map(rng.random((6, 6)), geometry, method=method, pane=pane, image=image)
        for pane, method in enumerate(("grad_cam", "layer_cam"))
    )
    panes = tuple(PaneSpec(one.method) for one in maps)
    return FigureParts(
        requests=(ExplainRequest(image=image, model=ModelRef(), panes=panes),),
        explanations=(
            ExplainedPicture(
                model=given_model(),
                prediction=given_prediction(geometry, image=image),
                maps=maps,
            ),
        ),
        pictures={image: rng.integers(0, 255, (60, 90, 3), dtype=np.uint8)},
    )


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".docx", ".pptx"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_office_files_hold_to_their_schema(parts, tmp_path, template, suffix):
    """The Open XML SDK's own check, where its command line is installed (npm: ooxml-validator)."""
    validator = shutil.which("ooxml-validator")
    if validator is None:
        pytest.skip("no ooxml-validator on the PATH")
    plan = ReportPlan(template=template, lang="zh_CN", sections=None)
    (path,) = write_report(report([parts], plan), tmp_path / f"a{suffix}")
    said = subprocess.run([validator, str(path)], capture_output=True, check=False)
    assert json.loads(said.stdout)["errors"] == []
