"""The tree shows the way to the listed folder, fills as it is opened, and is steered by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester

from viewer.app import build, make_application
from viewer.core.files.subfolders import Subfolder, list_subfolders
from viewer.features.folders import FoldersFeature
from viewer.ui.browser.folder_tree import FolderTree


@pytest.fixture
def house(tmp_path) -> Path:
    """Folders in folders, and pictures in some."""
    for name in ("train/cat", "train/dog", "train/狗 10", "train/狗 9", "test/cat", "empty"):
        (tmp_path / "house" / name).mkdir(parents=True)
    return tmp_path / "house"


@pytest.fixture
def tree(qtbot, monkeypatch):
    """A tree whose wishes are answered a moment later, as they are by the reader's thread."""
    monkeypatch.setattr(
        "viewer.ui.browser.folder_tree.SETTLE_MS", 900
    )  # keys are pressed meanwhile
    one = FolderTree()
    qtbot.addWidget(one)
    one.tester = QAbstractItemModelTester(
        one.folders, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    one.owed = set()

    def answer(path: Path) -> None:
        one.owed.discard(path)
        one.put(path, list_subfolders(path))

    one.folders_wanted.connect(one.owed.add)
    one.folders_wanted.connect(lambda path: QTimer.singleShot(0, one, lambda: answer(path)))
    one.resize(240, 300)
    one.show()
    return one


def rows(tree: FolderTree) -> list[str]:
    """Return the names in sight, from the top down."""
    index, found = tree.folders.index(0, 0), []
    while index.isValid():
        found.append(index.data())
        index = tree.indexBelow(index)
    return found


def current(tree: FolderTree) -> Path:
    return tree.folders.node(tree.currentIndex()).path


def test_the_way_to_a_folder_is_opened(tree, house, qtbot):
    tree.show_folder(house)
    qtbot.waitUntil(lambda: not tree.owed)
    assert rows(tree) == ["house", "empty", "test", "train"]
    tree.show_folder(house / "train" / "dog")
    qtbot.waitUntil(lambda: not tree.owed)
    assert rows(tree) == [
        "house", "empty", "test", "train", "cat", "dog", "狗 9", "狗 10",
    ]  # fmt: skip
    assert current(tree) == house / "train" / "dog"
    assert tree.root == house
    tree.show_folder(house.parent)  # outside: it becomes the root
    qtbot.waitUntil(lambda: not tree.owed)
    assert tree.root == house.parent
    assert rows(tree)[:2] == [house.parent.name, "house"]


def test_keys_open_folders_and_choose_them_when_they_rest(tree, house, qtbot):
    tree.show_folder(house)
    qtbot.waitUntil(lambda: not tree.owed)
    chosen = []
    tree.folder_chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(tree, key)
    qtbot.waitUntil(lambda: not tree.owed)
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert current(tree) == house / "train" / "cat"
    assert chosen == []
    qtbot.waitUntil(lambda: chosen == [house / "train" / "cat"])


def test_a_folder_that_changes_keeps_what_is_open(tree, house, qtbot):
    tree.show_folder(house)
    qtbot.waitUntil(lambda: not tree.owed)
    tree.show_folder(house / "train" / "cat")
    qtbot.waitUntil(lambda: not tree.owed)
    (house / "arrived").mkdir()
    (house / "train" / "cow").mkdir()
    (house / "train" / "dog").rmdir()
    (house / "test" / "cat").rmdir()
    for folder in (house, house / "train", house / "test"):
        tree.put(folder, list_subfolders(folder))
    assert rows(tree) == [
        "house", "arrived", "empty", "test", "train", "cat", "cow", "狗 9", "狗 10",
    ]  # fmt: skip
    assert current(tree) == house / "train" / "cat"
    test = tree.folders.node_of(house / "test")
    assert not tree.folders.hasChildren(tree.folders.index_of(test))


def test_many_changes_at_once_are_taken_as_a_whole(tree, house, qtbot):
    tree.show_folder(house)
    qtbot.waitUntil(lambda: not tree.owed)
    many = [Subfolder(f"{number:05}", holds_folders=False) for number in range(5_000)]
    tree.put(house, many)
    assert tree.folders.rowCount(tree.folders.index(0, 0)) == 5_000
    tree.put(house, many[::2])
    assert tree.folders.rowCount(tree.folders.index(0, 0)) == 2_500


def test_a_hidden_folder_becomes_the_root(tree, house, qtbot):
    (house / ".secret").mkdir()
    tree.show_folder(house)
    qtbot.waitUntil(lambda: not tree.owed)
    tree.show_folder(house / ".secret")
    qtbot.waitUntil(lambda: not tree.owed)
    assert tree.root == house / ".secret"


@pytest.fixture
def app(qapp, tmp_path):
    """The whole application, wired, with its engine not started."""
    made = []

    def make():
        file = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        made.append(build(make_application(), settings=file))
        made[-1].window.show()
        return made[-1]

    yield make
    for app in made:
        app.window.close()
        app.window.deleteLater()


def test_the_window_lists_what_is_chosen_in_the_tree(app, house, photo, qtbot):
    for number in range(3):
        (house / "train" / "cat" / f"{number}.png").write_bytes(photo.read_bytes())
    window = app()
    browser = window.window.browser
    window[FoldersFeature].opener.open([house])
    qtbot.waitUntil(browser.tree.isVisible)
    kinds = [browser.list.model().row(n).kind for n in range(browser.list.model().rowCount())]
    assert kinds == []  # the folders stand in the tree
    window.commands.run("folders_list")
    assert not browser.tree.isVisible()
    assert browser.list.model().rowCount() == 3
    window.commands.run("folders_tree")
    window[FoldersFeature].opener.open_folder(house / "train" / "cat")
    qtbot.waitUntil(lambda: current(browser.tree) == house / "train" / "cat")
    assert len(window.session.listing.pictures) == 3
    assert browser.tree.root == house
    assert browser.list.model().rowCount() == 3  # the way up stands in the tree, too
    window.window.close()
    again = app().window.browser
    assert again.tree.root == house
