"""What is opened: a folder, a picture, a choice; what is late, gone or changed does no harm."""

from __future__ import annotations

import pytest
from given_answers import newest
from given_records import given_model
from PySide6.QtCore import Qt

from viewer.core.asks.messages import Neighbours, OpenModel
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.target import Target
from viewer.core.files.folder import FolderListing
from viewer.core.stores.samples import BOTH, MODEL
from viewer.features.folders import FoldersFeature
from viewer.features.pictures import PicturesFeature


@pytest.fixture
def opener(window):
    return window[FoldersFeature].opener


def listed(window, folder, qtbot):
    """Open a folder and wait until it is listed."""
    with qtbot.waitSignal(window.session.listing_changed):
        window[FoldersFeature].opener.open([folder])
    return window.session.listing.pictures


def test_a_picture_is_shown_in_its_folder_and_then_explained(window, opener, photo_folder, qtbot):
    window.engine.deliver(given_model())
    chosen = photo_folder / "photo2.png"
    opener.open([chosen])
    qtbot.waitUntil(lambda: bool(window.engine.asked(ExplainRequest)))
    assert newest(window.engine).image.path == chosen
    assert len(window.session.listing.pictures) == 4
    qtbot.waitUntil(lambda: window[PicturesFeature].picture is not None)
    assert window[PicturesFeature].picture.ref.path == chosen


def test_nothing_is_asked_before_a_model_is_open(window, photo_folder, qtbot):
    listed(window, photo_folder, qtbot)
    qtbot.waitUntil(lambda: window[PicturesFeature].picture is not None)
    assert not window.engine.asked(ExplainRequest)
    window.engine.deliver(given_model())
    qtbot.waitUntil(lambda: bool(window.engine.asked(ExplainRequest)))


def test_the_engine_hears_which_pictures_may_come_next(window, photo_folder, qtbot):
    window.engine.deliver(given_model())
    pictures = listed(window, photo_folder, qtbot)
    window.session.set_image(pictures[1])
    qtbot.waitUntil(lambda: bool(window.engine.asked(ExplainRequest)))
    assert newest(window.engine).image.path == pictures[1]
    (told,) = window.engine.asked(Neighbours)
    assert [image.path for image in told.images] == [pictures[2], pictures[0]]
    kinds = [type(message) for message in window.engine.messages]
    assert kinds.index(Neighbours) < kinds.index(ExplainRequest)


def test_a_listing_that_is_late_changes_nothing(window, opener, photo_folder, tmp_path, qtbot):
    pictures = listed(window, photo_folder, qtbot)
    opener.accept_listing(FolderListing(path=tmp_path, parent=None, folders=(), pictures=()))
    assert window.session.listing.pictures == pictures


def test_what_is_not_there_is_told_and_the_folder_stays(window, opener, photo_folder, qtbot):
    listed(window, photo_folder, qtbot)
    opener.open([photo_folder / "gone.png"])
    qtbot.waitUntil(lambda: bool(window.window.notices.text))
    assert "“gone.png” is not there." in window.window.notices.text
    assert window.session.listing.path == photo_folder


def test_a_picture_that_goes_makes_way_for_the_one_in_its_place(
    window, opener, photo_folder, qtbot
):
    pictures = listed(window, photo_folder, qtbot)
    window.session.set_image(pictures[1])
    qtbot.waitUntil(lambda: window[PicturesFeature].picture is not None)
    pictures[1].unlink()
    with qtbot.waitSignal(window.session.listing_changed):
        opener.follow()
    assert window.session.image.path == pictures[2]


def test_a_folder_as_it_was_is_not_shown_anew(window, opener, photo_folder, qtbot):
    listed(window, photo_folder, qtbot)
    told = []
    window.session.listing_changed.connect(told.append)
    with qtbot.waitSignal(window.loader.folder_listed):
        opener.follow()
    assert told == []


def test_the_sample_model_opens_with_the_picture_of_both_animals(window, qtbot):
    window.commands.run("open_sample_model")
    qtbot.waitUntil(lambda: window[PicturesFeature].picture is not None)
    assert window[PicturesFeature].picture.ref.path.name == BOTH
    opened = window.engine.asked(OpenModel)[-1]
    assert opened.ref.path.name == MODEL
    assert opened.ref.path.is_file()


@pytest.fixture
def class_folders(tmp_path, photo_folder):
    """A data set as most are: pictures in folders named after their class, none beside these."""
    root = tmp_path / "set"
    for name, number in (("ant", 1), ("bee", 2), ("wasp", 3)):
        (root / name).mkdir(parents=True)
        for picture in sorted(photo_folder.iterdir())[:number]:
            (root / name / picture.name).write_bytes(picture.read_bytes())
    return root


def test_a_folder_of_class_folders_offers_all_its_pictures(window, class_folders, qtbot):
    window.window.show()
    listed(window, class_folders, qtbot)
    browser = window.window.browser
    qtbot.waitUntil(browser.all.isVisible)
    assert browser.list.words == "No pictures here, 6 in 3 sub-folders."
    with qtbot.waitSignal(window.session.listing_changed):
        qtbot.mouseClick(browser.all, Qt.MouseButton.LeftButton)
    assert len(window.session.listing.pictures) == 6
    assert not browser.all.isVisible()


def test_all_pictures_of_class_folders_are_offered_in_the_place_of_the_panes_too(
    window, class_folders, qtbot
):
    window.window.show()
    listed(window, class_folders, qtbot)
    vacancy = window.window.pane_row.vacancy
    qtbot.waitUntil(lambda: vacancy.button.text() == "Show all 6")
    assert vacancy.isVisible()
    assert vacancy.headline.text() == "No pictures here, 6 in 3 sub-folders."
    with qtbot.waitSignal(window.session.listing_changed):
        qtbot.mouseClick(vacancy.button, Qt.MouseButton.LeftButton)
    assert len(window.session.listing.pictures) == 6
    window.window.pane_row.vacate()  # nothing else is offered from now on
    assert vacancy.button.text() == "Open folder…"
    assert vacancy.headline.text() == "No picture is open."


def test_class_and_sub_folders_belong_to_the_folder(
    window, opener, class_folders, photo_folder, qtbot
):
    window.engine.deliver(given_model())
    listed(window, class_folders, qtbot)
    window.session.set_option("folders", "flat")
    window.session.set_target(Target.parse("1"))
    opener.open([class_folders])
    assert window.session.target == Target.parse("1")  # the same folder, once more
    listed(window, photo_folder, qtbot)
    qtbot.waitUntil(lambda: window.session.listing.path == photo_folder)
    assert window.session.target == Target()
    assert window.session.options["folders"] == "tree"
    assert not window.session.listing.deep


@pytest.mark.parametrize("below", [True, False])
def test_the_first_picture_of_a_folder_is_selected_and_named(
    window, opener, photo_folder, qtbot, below
):
    if below:
        (photo_folder / "more" / "deeper").mkdir(parents=True)
    window.window.show()
    opener.open([photo_folder])
    browser = window.window.browser
    qtbot.waitUntil(lambda: window.session.image is not None)
    qtbot.waitUntil(lambda: browser.tree.isVisible() == below)
    first = window.session.image.path
    assert browser.selected_pictures() == (first,)
    assert window.window.windowTitle() == f"{first.name} — {photo_folder.name}"


def test_a_picture_that_is_opened_is_the_only_one_that_is_looked_at(
    window, opener, photo_folder, qtbot
):
    """The focus comes to the list before the picture does, and chooses none by itself."""
    looked_at = []
    window.session.image_changed.connect(looked_at.append)
    window.window.show()
    qtbot.waitUntil(window.window.isActiveWindow)
    last = max(photo_folder.iterdir())
    opener.open([last])
    qtbot.waitUntil(lambda: window.session.image is not None)
    assert [image.path for image in looked_at] == [last]
    assert window.window.browser.selected_pictures() == (last,)


def test_an_error_goes_when_another_thing_opens(window, opener, photo_folder, tmp_path, qtbot):
    opener.open([tmp_path / "gone"])
    notices = window.window.notices
    qtbot.waitUntil(lambda: "gone" in notices.text)
    listed(window, photo_folder, qtbot)
    assert not notices.text


def test_a_folder_opens_with_its_first_picture_selected_and_named(
    window, opener, photo_folder, qtbot
):
    window.session.set_option("folders", "tree")
    first = listed(window, photo_folder, qtbot)[0]
    qtbot.waitUntil(lambda: window.session.image is not None)
    view = window.window.browser.list
    assert window.session.image.path == first
    assert view.selectionModel().isSelected(view.currentIndex())
    assert view.currentIndex().data() == first.name
    assert first.name in window.window.windowTitle()
