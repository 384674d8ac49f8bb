"""What a report says of trust: verdicts, the marked areas, and the evaluation of the methods."""

from dataclasses import replace

import numpy as np
import pytest
from given_records import given_map, given_model, given_prediction
from PIL import Image

from viewer.cli import main
from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.target import ClassGroup, ResolvedTarget
from viewer.core.asks.trust_reading import TrustReading
from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.core.notes import NotePlace
from viewer.core.stores.note_store import NoteStore
from viewer.evaluate.keeping import SCORES
from viewer.evaluate.ranking import rankings
from viewer.evaluate.scores import Score, read_scores, table_bytes, to_csv
from viewer.evaluate.statistics import differences, summaries
from viewer.figure.making import FigureParts
from viewer.measures.truth import Region, TruthRegions
from viewer.paths import user_data
from viewer.reporting.building import report
from viewer.reporting.document import Heading, ReportTable
from viewer.reporting.evaluation_reading import read_evaluation
from viewer.reporting.note_file import notes_in
from viewer.reporting.observations import observe
from viewer.reporting.observing import measure_truth
from viewer.reporting.plan import ReportPlan

RULE = InputRule(size=(60, 60), shorter_side=60)
WIDE = (90, 60)  # the crop leaves 15 pixels at both ends


def heat(raw, **chosen):
    return given_map(raw, plan_geometry(WIDE, RULE, "default"), **chosen)


def truth(*boxes, label="dog"):
    return TruthRegions(regions=tuple(Region(box=box, label=label) for box in boxes))


def test_shares_of_a_marked_area_by_hand():
    """The box is the left half of what the model saw, and reaches beyond it."""
    half = truth((0, 0, 45, 60))
    even = measure_truth(heat(np.ones((6, 6))), half)
    assert (even.inside, even.area, even.covered) == pytest.approx((0.5, 0.5, 1.0))
    ramp = np.tile([4.0, 4.0, 4.0, 1.0, 1.0, 1.0], (6, 1))
    # Linear between the centres of the third and the fourth cell.
    column = np.interp((np.arange(60) + 0.5) / 10, np.arange(6) + 0.5, ramp[0])
    found = measure_truth(heat(ramp), half)
    assert found.inside == pytest.approx(column[:30].sum() / column.sum(), rel=1e-5)
    assert found.covered == 1.0
    assert measure_truth(heat(ramp[:, ::-1]), half).covered == pytest.approx(
        float(np.mean(column[::-1][:30] >= 2.0)), abs=1e-6
    )
    assert measure_truth(heat(ramp), truth((0, 0, 10, 60))) is None  # cut away
    assert measure_truth(heat(ramp), None) is None


def test_the_area_of_the_class_counts_where_it_is_marked():
    left = Region(box=(15, 0, 30, 60), label="cat")
    both = TruthRegions(regions=(left, Region(box=(45, 0, 75, 60), label="dog")))
    found = measure_truth(heat(np.ones((6, 6))), both)
    assert (found.area, found.named) == (0.5, True)
    bird = ResolvedTarget(title="bird", members=(0,))
    other = measure_truth(heat(np.ones((6, 6)), resolved=bird), both)
    assert (other.area, other.named) == (0.75, False)


READINGS = (
    TrustReading(ticket=1, key="deletion", value=0.125, rank=1.0, of=13),
    TrustReading(ticket=1, key="insertion", value=0.25, rank=12.0, of=13),
    TrustReading(ticket=1, key="energy", value=float("nan"), headline="Nothing says so."),
)


@pytest.fixture
def parts():
    """One picture with a map of “dog” that was measured."""
    geometry = plan_geometry(WIDE, RULE, "default")
    model = given_model(groups=(ClassGroup(name="dog", members=(1,), name_zh="狗"),))
    explanation = ExplainedPicture(
        model=model,
        prediction=given_prediction(geometry),
        maps=(heat(np.ones((6, 6)), trust=READINGS),),
    )
    return FigureParts(requests=(), explanations=(explanation,), pictures={})


def test_verdicts_and_marked_areas_are_observed(parts):
    marked = truth((0, 0, 45, 60))
    told = {one.about: one for one in observe(parts.explanations, "en", marked)}
    assert told["truth"].numbers == pytest.approx({"inside": 0.5, "area": 0.5, "covered": 1.0})
    assert told["truth"].text == (
        "Grad-CAM for “dog”: 50% of the map lies in the area that is marked “dog”, which is 50% of"
        " what the model saw; where the map has half its peak or more, it covers 100% of that area."
    )
    assert told["trust"].numbers == {"passes": 1, "doubtful": 0, "fails": 1}
    assert told["trust"].text == (
        "Grad-CAM for “dog”. Trust: 1 of 2 tests passed. Fails: Insertion."
    )
    chinese = {one.about: one.text for one in observe(parts.explanations, "zh_CN", marked)}
    assert chinese["trust"] == "Grad-CAM 对“狗”的可信度：2 项中通过 1 项，1 项未通过。"
    assert chinese["truth"].startswith("Grad-CAM 对“狗”：热图的 50% 落在标注为“狗”的区域内")
    unmeasured = replace(parts.explanations[0], maps=(heat(np.ones((6, 6))),))
    assert {"truth", "trust"}.isdisjoint(one.about for one in observe([unmeasured], "en"))


def tables(document):
    blocks = list(document.blocks)
    place = [one.text for one in blocks if isinstance(one, Heading)]
    return place, [one for one in blocks if isinstance(one, ReportTable)]


def test_the_section_has_what_was_computed_and_is_left_out_otherwise(parts, tmp_path):
    plan = ReportPlan(sections=("trust",))
    headings, (measured,) = tables(report([parts], plan))
    assert headings == ["Trust and evaluation"]
    assert [row[2:] for row in measured.rows] == [
        ("Grad-CAM", "Deletion", "0.125", "1 of 13", "passed"),
        ("Grad-CAM", "Insertion", "0.25", "12 of 13", "failed"),
        ("Grad-CAM", "Energy in the box", "–", "–", "–"),
    ]
    chinese = replace(plan, lang="zh_CN")
    headings, (measured,) = tables(report([parts], chinese))
    assert headings == ["可信度与评估"]
    assert measured.rows[0][1:] == ("狗", "Grad-CAM", "删除", "0.125", "13 中第 1", "通过")
    boxes = tmp_path / "boxes.csv"
    boxes.write_text("filename,xmin,ymin,xmax,ymax,label\na.png,0,0,45,60,dog\n")
    _, (_, marked) = tables(report([parts], replace(plan, truth=boxes)))
    assert [row[2:] for row in marked.rows] == [("Grad-CAM", "50%", "50%", "100%")]
    bare = replace(parts.explanations[0], maps=(heat(np.ones((6, 6))),))
    assert not report([replace(parts, explanations=(bare,))], plan).blocks


@pytest.fixture
def evaluation(tmp_path):
    """A folder as an evaluation leaves it: Grad-CAM deletes clearly better than LayerCAM."""
    values = {"grad_cam": 0.1, "layer_cam": 0.6, "rise": 0.1}
    scores = [
        Score(
            picture=f"{number}.png",
            method=method,
            layer="" if method == "rise" else "features.12",
            target="dog",
            measure="deletion",
            value=value + 0.01 * (number % 3) + (0.02 * (number % 2) if method == "rise" else 0),
            baseline=0.5,
            rank=1.0,
            seconds=1.0,
        )
        for number in range(12)
        for method, value in values.items()
    ]
    found, apart = summaries(scores), differences(scores)
    heads = ("method", "layer", "measure", "mean", "low", "high", "n", "baseline", "rank")
    rows = [[getattr(one, head) for head in heads] for one in found]
    (tmp_path / "summary.csv").write_bytes(table_bytes(heads, rows))
    heads = ("measure", "first", "second", "n", "mean", "p", "p_holm")
    rows = [
        (o.measure, " ".join(o.first), " ".join(o.second), o.n, o.mean, o.p, o.p_holm)
        for o in apart
    ]
    (tmp_path / "differences.csv").write_bytes(table_bytes(heads, rows))
    (tmp_path / SCORES).write_bytes(to_csv(scores))
    return tmp_path


def test_an_evaluation_is_told_as_its_ranking_has_it(parts, evaluation):
    scores = read_scores(evaluation / SCORES)
    (ranked,) = rankings(summaries(scores), differences(scores))
    ways = read_evaluation(evaluation)
    assert [(way.method, way.layer, way.best) for way in ways] == [
        (*one.summary.way, one.is_noise) for one in ranked.placed
    ]
    assert [way.mean for way in ways] == pytest.approx([one.summary.mean for one in ranked.placed])
    plan = ReportPlan(sections=("trust",), evaluation=evaluation)
    _, (_, table) = tables(report([parts], plan))
    assert table.caption == "Evaluation of the methods on 12 pictures."
    assert [row[:3] for row in table.rows] == [
        ("Deletion", {"rise": "RISE"}.get(way.method, "Grad-CAM"), way.layer or "–")
        if way.method != "layer_cam"
        else ("Deletion", "LayerCAM", way.layer)
        for way in ways
    ]
    assert table.rows[-1][-1] == ""
    assert table.rows[0][-1] == "●"


def test_a_folder_without_an_evaluation_is_told_before_anything_is_explained(
    tmp_path, photo, capsys
):
    with pytest.raises(UserError, match="no evaluation"):
        read_evaluation(tmp_path)
    (tmp_path / "summary.csv").write_text("a,b\n1,2\n")
    typed = ["report", str(photo), "--out", str(tmp_path / "a.md")]
    assert main([*typed, "--evaluation", str(tmp_path)]) == 2
    assert "holds no evaluation" in capsys.readouterr().err
    assert not (tmp_path / "a.md").exists()


def test_measures_that_need_marked_areas_are_not_left_out_in_silence(tmp_path, photo, capsys):
    typed = ["report", str(photo), "--out", str(tmp_path / "a.md"), "--measures", "energy"]
    assert main(typed) == 2
    assert "where the objects are" in capsys.readouterr().err


def test_a_heading_with_a_name_parts_a_file_of_notes(tmp_path):
    pictures = [tmp_path / "a.png", tmp_path / "b.png"]
    text = "All.\n\n# a.png\nOne.\n## Looks\nBright.\n## dog\nIts head.\n# b.png\n```\n# a.png\n```"
    assert notes_in(text, pictures, ["dog"]) == {
        NotePlace(path=tmp_path): "All.",
        NotePlace(path=pictures[0]): "One.\n## Looks\nBright.",
        NotePlace(path=pictures[0], target="dog"): "Its head.",
        NotePlace(path=pictures[1]): "```\n# a.png\n```",
    }


def test_the_command_line_takes_truth_evaluation_and_notes(evaluation, tmp_path):
    picture = tmp_path / "a.png"
    Image.new("RGB", (96, 64), "teal").save(picture)
    (tmp_path / "boxes.csv").write_text("filename,xmin,ymin,xmax,ymax\na.png,20,10,60,50\n")
    (tmp_path / "notes.md").write_text("# a.png\nIts *colour* is even.\n")
    NoteStore(user_data() / "notes.sqlite").change({NotePlace(path=picture): "From the window."})
    typed = ["report", str(picture), "--classes", "dog"]
    options = ["--truth", "boxes.csv", "--evaluation", ".", "--notes", "notes.md"]
    paths = [str(tmp_path / one) if not one.startswith("--") else one for one in options]
    assert main([*typed, *paths, "--out", str(tmp_path / "a.md")]) == 0
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "# Trust and evaluation" in text
    assert "Pointing game" in text
    assert "Evaluation of the methods on 12 pictures" in text
    assert "lies in the marked area" in text
    assert "Its colour is even." in text
    assert "From the window." not in text
    page = ["--template", "page", "--out"]
    assert main([*typed, *page, str(tmp_path / "b.md")]) == 0
    assert "From the window." in (tmp_path / "b.md").read_text(encoding="utf-8")
    assert main([*typed, "--notes", "none", *page, str(tmp_path / "c.md")]) == 0
    assert "From the window." not in (tmp_path / "c.md").read_text(encoding="utf-8")
