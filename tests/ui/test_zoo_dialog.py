"""The zoo dialog: it finds models, says what a click will do, and downloads on a click only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from viewer.core.models.zoo_entries import Download, DownloadFailed, DownloadProgress, ZooEntry
from viewer.ui.dialogs.zoo_dialog import ZooDialog
from viewer.ui.dialogs.zoo_model import HERE, PARAMETERS, ZooModel


def entry(family, name, *, parameters=11_689_512, cached=False, exact=True, hub="") -> ZooEntry:
    return ZooEntry(
        family=family,
        name=name,
        parameters=parameters,
        cached=cached,
        download=Download(
            spec=f"{'timm' if hub else 'zoo'}:{name}",
            url=f"https://weights.example.org/{name}.pth",
            folder=Path("/cache"),
            file_name=f"{name}.pth",
            hub_id=hub,
            sha256="0" * 8,
            size_bytes=parameters * 4,
            size_is_exact=exact,
        ),
    )


ENTRIES = (
    entry("torchvision", "alexnet", parameters=61_100_840),
    entry("torchvision", "resnet18"),
    entry("torchvision", "resnet50", parameters=25_557_032, cached=True),
    entry("timm", "resnet18.a1_in1k", exact=False, hub="timm/resnet18.a1_in1k"),
)


@pytest.fixture
def dialog(qtbot):
    dialog = ZooDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.set_entries(ENTRIES)
    return dialog


@pytest.fixture
def told(dialog):
    told: list[tuple[str, str]] = []
    for name in ("open_wished", "download_wished", "file_wished"):
        signal = getattr(dialog, name)
        signal.connect(lambda wish, name=name: told.append((name, wish.spec)))
    dialog.stop_wished.connect(lambda: told.append(("stop_wished", "")))
    return told


def shown(dialog) -> list[str]:
    model = dialog.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose(dialog, name: str) -> None:
    dialog.table.setCurrentIndex(dialog.table.model().index(shown(dialog).index(name), 0))


def press(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_table_keeps_the_rules_of_qt_models(qtmodeltester):
    model = ZooModel()
    qtmodeltester.check(model)
    model.set_entries(ENTRIES)
    qtmodeltester.check(model)


def test_models_that_are_here_come_first_and_every_row_tells_its_size(dialog):
    assert shown(dialog)[0] == "resnet50"
    assert set(shown(dialog)) == {one.name for one in ENTRIES}
    model = dialog.table.model()
    rows = {
        model.index(row, 0).data(): [model.index(row, column).data() for column in range(1, 5)]
        for row in range(model.rowCount())
    }
    assert rows["resnet18"] == ["torchvision", "11.7 M", "46.8 MB", ""]
    assert rows["resnet18.a1_in1k"] == ["timm", "11.7 M", "~ 46.8 MB", ""]
    assert rows["resnet50"] == ["torchvision", "25.6 M", "102 MB", "yes"]


def test_the_search_finds_by_part_of_the_name(dialog, qtbot):
    qtbot.keyClicks(dialog.search, "RESNET18")
    assert set(shown(dialog)) == {"resnet18", "resnet18.a1_in1k"}
    assert "2 of 4" in dialog.windowTitle()
    dialog.search.setText("net")
    assert dialog.chosen() == ENTRIES[2]  # none begins so: the first one shown
    dialog.search.setText("alex")
    assert dialog.chosen() == ENTRIES[0]
    dialog.search.setText("resnet18.")
    assert dialog.chosen() == ENTRIES[3]
    dialog.search.setText("nothing like this")
    assert shown(dialog) == []
    assert not dialog.go.isEnabled()
    assert dialog.details.text() == "No model of this name is published."


def test_source_and_size_are_said_before_anything_is_downloaded(dialog):
    choose(dialog, "resnet18")
    assert dialog.details.text() == (
        "Download: resnet18.pth from weights.example.org, 46.8 MB.\nIt is kept in /cache."
    )
    assert dialog.go.text() == "Download and open"
    choose(dialog, "resnet50")
    assert dialog.details.text() == "Its weights are on this computer."
    assert dialog.go.text() == "Open"


def test_only_the_button_downloads(dialog, told, qtbot):
    choose(dialog, "resnet18")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    place = dialog.table.visualRect(dialog.table.currentIndex()).center()
    qtbot.mouseDClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == []
    assert dialog.isVisible()
    press(qtbot, dialog.go)
    assert told == [("download_wished", "zoo:resnet18")]
    press(qtbot, dialog.go)
    assert len(told) == 1


def test_what_is_here_opens_by_button_and_by_return(dialog, told, qtbot):
    choose(dialog, "resnet50")
    press(qtbot, dialog.go)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert told == [("open_wished", "zoo:resnet50")] * 2


def test_a_download_shows_how_far_it_is_and_can_be_stopped(dialog, told, qtbot):
    choose(dialog, "resnet18")
    assert not dialog.bar.isVisible()
    press(qtbot, dialog.go)
    assert (dialog.bar.minimum(), dialog.bar.maximum()) == (0, 0)  # nothing is known yet
    dialog.set_progress(
        DownloadProgress(spec="zoo:resnet18", done_bytes=3_000_000_000, total_bytes=6_000_000_000)
    )
    assert dialog.bar.value() * 2 == dialog.bar.maximum()
    assert dialog.bar.format() == "3.0 GB of 6.0 GB"
    press(qtbot, dialog.stop)
    assert told[-1] == ("stop_wished", "")
    dialog.set_stopped("zoo:resnet18")
    assert not dialog.bar.isVisible()
    assert "goes on from there" in dialog.details.text()
    assert dialog.go.isEnabled()


def test_another_model_can_be_opened_but_not_downloaded_meanwhile(dialog, told, qtbot):
    choose(dialog, "resnet18")
    press(qtbot, dialog.go)
    choose(dialog, "alexnet")
    assert not dialog.go.isEnabled()
    choose(dialog, "resnet50")
    assert dialog.go.isEnabled()


def test_a_failure_is_read_where_the_download_was(dialog, qtbot):
    choose(dialog, "resnet18")
    press(qtbot, dialog.go)
    dialog.set_failed(DownloadFailed(spec="zoo:resnet18", headline="No way.", hint="Try later."))
    assert dialog.details.text() == "No way.\nTry later."
    assert not dialog.bar.isVisible()
    assert dialog.go.isEnabled()


def test_what_has_arrived_is_here(dialog, qtbot):
    choose(dialog, "resnet18")
    press(qtbot, dialog.go)
    dialog.set_downloaded("zoo:resnet18")
    assert dialog.go.text() == "Open"
    assert replace(ENTRIES[1], cached=True) == dialog.chosen()


def test_closing_stops_the_download(dialog, told, qtbot):
    choose(dialog, "resnet18")
    press(qtbot, dialog.go)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert told[-1] == ("stop_wished", "")
    assert not dialog.isVisible()


def test_a_list_that_could_not_be_made_is_told(qtbot):
    dialog = ZooDialog()
    qtbot.addWidget(dialog)
    assert dialog.details.text() == "The list is on its way…"
    dialog.set_entries(())
    assert "could not be made" in dialog.details.text()


def test_a_key_touches_the_rows_in_sight_and_not_every_row(dialog, qtbot, monkeypatch, qapp):
    """Fifteen hundred models measured anew at each letter took a second, sought anew a tenth."""
    dialog.set_entries([entry("timm", f"resnet{number}.a1_in1k") for number in range(1500)])
    table, asked = dialog.table, set[str]()
    monkeypatch.setattr(ZooModel, "_text", lambda _model, one, _column: asked.add(one.name) or "")
    for key in (*"resnet1", Qt.Key.Key_Backspace, Qt.Key.Key_Down):
        asked.clear()
        qtbot.keyClick(dialog.search if key != Qt.Key.Key_Down else table, key)
        qapp.processEvents()
        in_sight = table.viewport().height() // table.visualRect(table.currentIndex()).height()
        assert len(asked) <= in_sight + 2, key


def test_rows_sort_as_numbers_and_what_is_chosen_stays_so(dialog):
    choose(dialog, "resnet18")
    dialog.table.sortByColumn(PARAMETERS, Qt.SortOrder.AscendingOrder)
    assert shown(dialog) == ["resnet18", "resnet18.a1_in1k", "resnet50", "alexnet"]
    dialog.table.sortByColumn(PARAMETERS, Qt.SortOrder.DescendingOrder)
    assert shown(dialog) == ["alexnet", "resnet50", "resnet18", "resnet18.a1_in1k"]
    assert dialog.chosen() == ENTRIES[1]


def test_what_has_arrived_goes_up_to_what_is_here(dialog):
    choose(dialog, "alexnet")
    dialog.search.setText("net")
    dialog.set_downloaded("timm:resnet18.a1_in1k")
    assert shown(dialog)[:2] == ["resnet50", "resnet18.a1_in1k"]
    assert dialog.entries.data(dialog.entries.index(1, HERE)) == "yes"
    dialog.search.clear()
    assert shown(dialog)[:2] == ["resnet50", "resnet18.a1_in1k"]
