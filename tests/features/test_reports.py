"""Reports in the window: the builder's pages and sentences, and the file that comes of it."""

from __future__ import annotations

import docx
import pytest
from given_answers import answer, newest
from given_records import given_model
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog

from viewer.core.asks.evaluations import Evaluated
from viewer.core.asks.messages import ExplainAside
from viewer.core.asks.records import Failure
from viewer.core.asks.requests import ExplainRequest
from viewer.core.files.folder import list_folder
from viewer.features.evaluating import EvaluatingFeature
from viewer.features.reports import ReportsFeature
from viewer.features.scenes import ScenesFeature


@pytest.fixture
def shown(window, photo_folder, qtbot):
    """A window in which one picture of a folder is explained."""
    window.engine.deliver(given_model())
    window.session.set_listing(list_folder(photo_folder))
    window.session.set_image(photo_folder / "photo1.png")
    qtbot.waitUntil(lambda: bool(window.engine.asked(ExplainRequest)))
    answer(window.engine, newest(window.engine))
    return window


@pytest.fixture
def builder(shown, qtbot):
    """The builder with its first preview."""
    shown.commands.run("export_report")
    made = shown[ReportsFeature].builder
    made.form.template.setCurrentIndex(made.form.template.findData("page"))
    made.form.template.activated.emit(0)
    qtbot.waitUntil(lambda: bool(made.pages.stack.pages), timeout=20_000)
    return made


def wishes(window) -> list[ExplainRequest]:
    return [wish.request for wish in window.engine.asked(ExplainAside) if wish.request is not None]


def answer_all(window, qtbot, count: int) -> None:
    for number in range(count):
        qtbot.waitUntil(lambda number=number: len(wishes(window)) > number)
        answer(window.engine, wishes(window)[number])


def choose(builder, source: str) -> None:
    builder.sources.box.setCurrentIndex(builder.sources.box.findData(source))
    builder.sources.box.activated.emit(0)


def sentences(path) -> list[str]:
    return [p.text for p in docx.Document(str(path)).paragraphs if p.style.name == "List Bullet"]


def test_the_pages_follow_what_is_chosen(builder, qtbot):
    (page,) = builder.pages.stack.pages
    assert (page.width(), page.height()) == (794, 1123)  # A4
    assert builder.note.text() == "Pages: 1."
    builder.form.format.setCurrentIndex(builder.form.format.findData(".pptx"))
    qtbot.waitUntil(lambda: len(builder.pages.stack.pages) == 2, timeout=20_000)
    assert all(one.width() * 9 == pytest.approx(one.height() * 16, rel=0.01)
               for one in builder.pages.stack.pages)  # fmt: skip


def test_a_report_of_all_pictures_is_written_beside_the_window(
    shown, builder, qtbot, tmp_path, monkeypatch
):
    path = tmp_path / "all.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    choose(builder, "all")
    pictures = len(builder.images)
    assert pictures > 1
    qtbot.mouseClick(builder.save, Qt.MouseButton.LeftButton)
    assert builder.progress.isVisible()
    answer_all(shown, qtbot, pictures - 1)
    qtbot.waitUntil(builder.saved.isVisible, timeout=20_000)
    assert not builder.progress.isVisible()
    assert len(docx.Document(str(path)).inline_shapes) == pictures
    assert not shown.window.notices.text


def test_a_sentence_is_changed_or_dropped_and_the_recipe_says_so(builder, qtbot, tmp_path, shown):
    builder.tabs.setCurrentWidget(builder.sentences)
    tree = builder.sentences.list
    qtbot.waitUntil(lambda: tree.topLevelItemCount() == 1, timeout=20_000)
    said = tree.topLevelItem(0)
    measured = [said.child(number).text(0) for number in range(said.childCount())]
    tree.setCurrentItem(said.child(0))
    builder.sentences.field.setPlainText("It is as bright everywhere.")
    said.child(1).setCheckState(0, Qt.CheckState.Unchecked)
    assert said.child(0).font(0).italic()
    path = tmp_path / "a.docx"
    shown[ReportsFeature].write(path)
    qtbot.waitUntil(builder.saved.isVisible, timeout=20_000)
    assert sentences(path) == ["It is as bright everywhere.", *measured[2:]]
    builder.sentences.measured.click()
    assert said.child(0).text(0) == measured[0]
    assert not said.child(0).font(0).italic()
    assert list(builder.sentences.edits.values()) == [""]


def test_marked_areas_and_an_evaluation_stand_in_the_report(
    builder, shown, qtbot, tmp_path, monkeypatch
):
    boxes = tmp_path / "boxes.csv"
    boxes.write_text("filename,xmin,ymin,xmax,ymax\nphoto1.png,0,0,240,160\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(boxes), ""))
    builder.form.truth.button.menu().actions()[0].trigger()
    assert builder.form.truth.button.text() == "boxes.csv"
    folder = tmp_path / "found"
    folder.mkdir()
    head = "method,layer,measure,mean,low,high,n,baseline,rank"
    (folder / "summary.csv").write_text(f"{head}\ngrad_cam,,deletion,0.25,0.2,0.3,4,0.5,1\n")
    shown[ReportsFeature].close_builder()
    shown[EvaluatingFeature].evaluator.finished.emit(Evaluated(out=folder, ways=()))
    shown.commands.run("export_report")
    builder = shown[ReportsFeature].builder
    assert builder.form.evaluation.path == folder
    builder.form.truth.set_path(boxes)
    builder.form.sections["trust"].setChecked(True)
    builder.tabs.setCurrentWidget(builder.sentences)
    tree = builder.sentences.list
    qtbot.waitUntil(lambda: tree.topLevelItemCount() == 1, timeout=20_000)
    said = tree.topLevelItem(0)
    seen = [said.child(number).text(0) for number in range(said.childCount())]
    assert any("of the map lies in the marked area" in one for one in seen)
    shown[ReportsFeature].write(tmp_path / "a.docx")
    qtbot.waitUntil(builder.saved.isVisible, timeout=20_000)
    tables = docx.Document(str(tmp_path / "a.docx")).tables
    assert [[cell.text for cell in one.rows[1].cells][2:] for one in tables[-2:]] == [
        ["Grad-CAM", "100%", "100%", "100%"],
        ["–", "0.25", "0.2 – 0.3", "0.5", "●"],
    ]
    builder.form.evaluation.clear.click()
    assert builder.plan.evaluation is None


def test_the_styles_of_a_file_that_is_chosen_are_taken(
    builder, shown, qtbot, tmp_path, monkeypatch
):
    own = docx.Document()
    own.styles["Heading 1"].font.name = "Georgia"
    own.save(str(tmp_path / "own.docx"))
    chosen = str(tmp_path / "own.docx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (chosen, ""))
    qtbot.mouseClick(builder.form.likes.button, Qt.MouseButton.LeftButton)
    assert builder.form.likes.button.text() == "own.docx"
    qtbot.waitUntil(lambda: "looks as “own.docx” does" in builder.note.text(), timeout=20_000)
    shown[ReportsFeature].write(tmp_path / "a.docx")
    qtbot.waitUntil(builder.saved.isVisible, timeout=20_000)
    file = docx.Document(str(tmp_path / "a.docx"))
    assert file.styles["Heading 1"].font.name == "Georgia"
    builder.form.format.setCurrentIndex(builder.form.format.findData(".pptx"))
    assert builder.form.like is None  # a Word file says nothing of slides


def test_stopping_writes_nothing(shown, builder, qtbot, tmp_path):
    choose(builder, "all")
    shown[ReportsFeature].write(tmp_path / "a.docx")
    qtbot.waitUntil(lambda: bool(wishes(shown)))
    qtbot.mouseClick(builder.stop, Qt.MouseButton.LeftButton)
    assert not builder.progress.isVisible()
    for wish in wishes(shown):
        answer(shown.engine, wish)
    shown[ReportsFeature].reports.shut_down(20_000)
    assert not (tmp_path / "a.docx").exists()


def test_a_failure_is_said_in_the_builder_and_the_pages_stay(shown, builder, qtbot, tmp_path):
    pages = builder.pages.stack.pages
    shown[ReportsFeature].write(tmp_path / "none" / "a.xyz")
    qtbot.waitUntil(lambda: bool("not written as" in builder.note.text()), timeout=20_000)
    choose(builder, "all")
    qtbot.waitUntil(lambda: bool(wishes(shown)))
    shown.engine.deliver(Failure(serial=wishes(shown)[-1].serial, headline="The disk is full."))
    assert "The disk is full." in builder.note.text()
    assert builder.pages.stack.pages == pages
    assert not shown.window.notices.text


def test_the_plan_is_kept_for_the_next_report(shown, builder):
    builder.form.lang.setCurrentIndex(builder.form.lang.findData("zh_CN"))
    builder.form.sections["observations"].setChecked(False)
    builder.close()
    assert shown[ReportsFeature].builder is None
    plan, suffix = shown.store.report_plan()
    assert (plan.template, plan.lang, suffix) == ("page", "zh_CN", ".docx")
    assert plan.sections == ("results", "notes")
    shown.settings.setValue("report/plan", '{"template": "none"}')
    assert shown.store.report_plan()[0].template == "lab"


def test_a_report_that_is_dropped_reopens_the_figure_that_is_chosen(
    shown, builder, qtbot, tmp_path, monkeypatch
):
    path = tmp_path / "all.docx"
    choose(builder, "selected")
    shown.window.browser.list.selectAll()
    qtbot.waitUntil(lambda: len(builder.images) > 1)
    asked = len(wishes(shown))
    shown[ReportsFeature].write(path)
    for number in range(len(builder.images) - 1):
        qtbot.waitUntil(lambda number=number: len(wishes(shown)) > asked + number)
        answer(shown.engine, wishes(shown)[-1])
    qtbot.waitUntil(builder.saved.isVisible, timeout=20_000)
    second = builder.images[1]
    builder.close()
    told = []

    def ask(_parent, _title, _label, names, *_more):
        told.extend(names)
        return names[1], True

    monkeypatch.setattr(QInputDialog, "getItem", ask)
    shown[ScenesFeature].take_dropped([path])
    qtbot.waitUntil(lambda: shown.session.image.path == second, timeout=20_000)
    assert told[:2] == ["1. photo1.png", "2. photo2.png"]
