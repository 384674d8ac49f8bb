"""The figures of a report are found again, and no hostile file costs more than its bound."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode

import numpy as np
import pytest
from given_records import given_map, given_model, given_prediction
from PIL import Image

from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.errors import UserError
from viewer.core.files.zip_reading import member_heads
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.figure.making import FigureParts
from viewer.figure.report_recipes import figure_name, recipes_in
from viewer.reporting.building import report
from viewer.reporting.plan import ReportPlan
from viewer.reporting.writing import write_report

GEOMETRY = plan_geometry((90, 60), InputRule(size=(60, 60), shorter_side=60), "default")


def parts(path):
    image = ImageRef.of(path)
    heat = given_map(np.eye(3), GEOMETRY, image=image)
    seen = given_prediction(GEOMETRY, image=image)
    return FigureParts(
        requests=[ExplainRequest(image=image, model=ModelRef(), panes=(PaneSpec("grad_cam"),))],
        explanations=[ExplainedPicture(model=given_model(), prediction=seen, maps=(heat,))],
        pictures={image: np.zeros((60, 90, 3), np.uint8)},
    )


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    for name in ("a.png", "b.png"):
        Image.new("RGB", (90, 60)).save(folder / name)
    return [parts(folder / name) for name in ("a.png", "b.png")]


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".html"])
def test_every_figure_of_a_report_is_found_with_the_way_to_its_picture(pictures, tmp_path, suffix):
    folder = next(iter(pictures[0].pictures)).path.parent
    out = folder.parent / f"report{suffix}"
    write_report(report(pictures, ReportPlan(template="page"), base=out.parent), out)
    found = recipes_in(out)
    assert [figure_name(one) for one in found] == ["a.png", "b.png"]
    assert [out.parent / one.requests[0].image.path for one in found] == [
        folder / "a.png",
        folder / "b.png",
    ]
    out.unlink()


def archive(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return buffer.getvalue()


def test_a_member_is_unpacked_no_further_than_told():
    bomb = archive([("word/media/image2.png", bytes(50_000_000)), ("word/media/image10.png", b"b")])
    assert len(bomb) < 100_000
    heads = list(member_heads(bomb, lambda name: name.endswith(".png"), head=1000))
    assert [len(one) for one in heads] == [1000, 1]


def test_what_is_no_archive_or_damaged_has_no_members(pictures):
    def told(content):
        return list(member_heads(content, lambda _name: True, head=10))

    whole = archive([("a", b"text" * 100), ("b", b"c")])
    assert told(b"none") == told(b"") == []
    assert told(whole) == [b"texttextte", b"c"]
    damaged = bytearray(whole)
    damaged[31:60] = bytes(29)
    assert told(bytes(damaged)) in ([b"c"], [])


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_a_report_of_others_is_not_ours(tmp_path, suffix):
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    address = b'<img src="data:image/png;base64,' + b64encode(picture.getvalue()) + b'">'
    broken = b'<img src="data:image/png;base64,%%%" data:image/png;base64,'
    docx = archive([("word/media/image1.png", picture.getvalue()), ("word/media/x.png", b"")])
    (tmp_path / f"a{suffix}").write_bytes(docx if suffix == ".docx" else address + broken)
    assert recipes_in(tmp_path / f"a{suffix}") == ()


def test_a_report_that_is_not_there_is_said(tmp_path):
    with pytest.raises(UserError, match="cannot be read"):
        recipes_in(tmp_path / "none.docx")
