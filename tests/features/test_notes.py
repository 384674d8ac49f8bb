"""Notes in the window: on the picture, a class in it and the folder; kept, found and signed."""

from __future__ import annotations

import pytest
from given_answers import answer, newest
from given_records import given_model

from viewer.core.asks.requests import ExplainRequest
from viewer.core.files.folder import list_folder
from viewer.core.notes import NotePlace
from viewer.core.stores.note_store import NoteStore
from viewer.features.notes import NotesFeature
from viewer.features.reports import ReportsFeature
from viewer.features.scenes import ScenesFeature
from viewer.figure.style import FigureStyle
from viewer.paths import user_data
from viewer.reporting.plan import ReportPlan
from viewer.work.figures import FigureOrder


@pytest.fixture
def shown(window, photo_folder, qtbot):
    """A window in which one picture of a folder is explained."""
    window.engine.deliver(given_model())
    window.session.set_listing(list_folder(photo_folder))
    window.session.set_image(photo_folder / "photo1.png")
    qtbot.waitUntil(lambda: bool(window.engine.asked(ExplainRequest)))
    answer(window.engine, newest(window.engine))
    return window


def choose(panel, number: int) -> None:
    panel.place_box.setCurrentIndex(number)
    panel.place_box.activated.emit(number)


def test_a_note_is_kept_when_the_user_rests_or_goes_on(shown, photo_folder, qtbot):
    panel = shown[NotesFeature].panel
    before = sorted(photo_folder.iterdir())
    assert [panel.place_box.itemText(n) for n in range(3)] == [
        "photo1.png",
        "photo1.png: dog",
        photo_folder.name,
    ]
    panel.field.setPlainText("Bright.")
    store = NoteStore(user_data() / "notes.sqlite")
    picture = NotePlace(path=photo_folder / "photo1.png")
    qtbot.waitUntil(lambda: store.load() == {picture: "Bright."})
    choose(panel, 1)
    panel.field.setPlainText("The *ear*.")
    shown.session.set_image(photo_folder / "photo2.png")  # before the rest is over
    ear = NotePlace(path=picture.path, target="dog")
    assert store.load() == {picture: "Bright.", ear: "The *ear*."}
    assert panel.field.toPlainText() == ""
    shown.session.set_image(photo_folder / "photo1.png")
    assert panel.field.toPlainText() == "Bright."
    assert sorted(photo_folder.iterdir()) == before  # nothing stands among the pictures


def test_pictures_with_a_note_bear_a_sign(shown, photo_folder):
    notes = shown[NotesFeature].notes
    browser = shown.window.browser.list.model()
    listed = shown.session.listing.pictures
    notes.write(NotePlace(path=listed[1], target="dog"), "a")
    assert [browser.detail(number).noted for number in range(2)] == [False, True]
    shown.commands.run("undo")
    assert not browser.detail(1).noted


def test_a_note_is_found_and_opened(shown, photo_folder, qtbot):
    feature = shown[NotesFeature]
    ear = NotePlace(path=photo_folder / "photo2.png", target="dog")
    feature.notes.write(ear, "long ears")
    feature.panel.search.setText("ears")
    assert feature.panel.found.count() == 1
    feature.panel.found.itemActivated.emit(feature.panel.found.item(0))
    qtbot.waitUntil(lambda: shown.session.image.path == ear.path)
    qtbot.waitUntil(lambda: newest(shown.engine).image.path == ear.path)
    answer(shown.engine, newest(shown.engine))
    assert feature.panel.place == ear
    assert feature.panel.field.toPlainText() == "long ears"
    feature.panel.search.setText("nothing of the kind")
    assert feature.panel.none.text() == "No note is found."


def test_a_note_reads_as_markdown_without_html(shown):
    panel = shown[NotesFeature].panel
    panel.field.setPlainText("**bold** <img src=file:///etc/passwd>")
    panel.tabs.setCurrentWidget(panel.reading)
    assert panel.reading.toPlainText().startswith("bold")
    assert "<img" not in panel.reading.document().toHtml()


def test_notes_are_in_sessions_and_reports(shown, photo_folder):
    feature = shown[NotesFeature]
    feature.panel.field.setPlainText("Not yet told.")
    place = NotePlace(path=photo_folder / "photo1.png")
    order = FigureOrder(style=FigureStyle(), requests=(), explanations=())
    plan = shown[ReportsFeature]._whole(ReportPlan(), order)
    assert plan.notes == {place: "Not yet told."}
    (told,) = shown[ScenesFeature].scene().notes
    assert (told.path, told.pieces) == ("photo1.png", ("Not yet told.",))


def test_a_window_made_anew_knows_the_notes(windows, photo):
    first = windows()
    first.session.set_image(photo)
    first[NotesFeature].panel.field.setPlainText("Here.")
    first.hand_over()
    second = windows(first.engine)
    second.take_over(first)
    assert second[NotesFeature].notes.texts == {NotePlace(path=photo): "Here."}
