"""The store: what is remembered comes back, and nonsense in the file does no harm."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QByteArray, QSettings

from viewer.core.models.model_text import model_from_text
from viewer.core.tables.options import OPTIONS
from viewer.figure.style import FigureStyle
from viewer.session.model_history import ModelHistory
from viewer.session.pane_list import DEFAULT_PANES
from viewer.session.store import RECENTS_LIMIT, Store


@pytest.fixture
def settings(qapp, tmp_path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def reread(settings: QSettings) -> Store:
    settings.sync()
    return Store(QSettings(settings.fileName(), QSettings.Format.IniFormat))


def test_options_come_back(settings):
    Store(settings).set_option("opacity", 70)
    Store(settings).set_option("theme", "dark")
    options = reread(settings).options()
    assert (options["opacity"], options["theme"]) == (70, "dark")


def test_nonsense_becomes_the_default(settings):
    settings.setValue("view/opacity", "lots")
    settings.setValue("view/colour_map", "grey goo")
    settings.setValue("recent/folders", 7)
    store = reread(settings)
    assert store.options()["opacity"] == 50
    assert store.options()["colour_map"] != "grey goo"
    assert all(isinstance(path.name, str) for path in store.recents())


def test_recent_folders_are_unique_newest_first_and_few(settings, tmp_path):
    store = Store(settings)
    folders = [tmp_path / f"文件夹 {number}" for number in range(RECENTS_LIMIT + 3)]
    for folder in folders:
        store.add_recent(folder)
    store.add_recent(folders[-2])
    recents = reread(settings).recents()
    assert recents[:2] == [folders[-2], folders[-1]]
    assert len(recents) == len(set(recents)) == RECENTS_LIMIT


def test_one_recent_folder_is_not_taken_for_letters(settings, tmp_path):
    Store(settings).add_recent(tmp_path)
    assert reread(settings).recents() == [tmp_path]


def test_layouts_come_back(settings):
    Store(settings).set_layouts({"geometry": QByteArray(b"\x00\x01")})
    settings.setValue("window_layout/split", "not a layout")
    assert reread(settings).layouts() == {"geometry": QByteArray(b"\x00\x01")}


def test_figures_speak_the_language_proposed_until_another_is_chosen(settings):
    store = Store(settings)
    assert store.figure_style("zh_CN").lang == "zh_CN"
    store.set_figure_style(replace(store.figure_style("zh_CN"), dpi=300), "zh_CN")
    assert reread(settings).figure_style("en") == FigureStyle(kind="window", dpi=300)
    assert reread(settings).figure_style("zh_CN") == FigureStyle(
        kind="window", dpi=300, lang="zh_CN"
    )
    store.set_figure_style(FigureStyle(kind="window", lang="en"), "zh_CN")  # a choice
    store.set_figure_style(store.figure_style("en"), "en")
    assert reread(settings).figure_style("zh_CN").lang == "en"


@pytest.mark.parametrize("nonsense", ["", "[1]", '{"lang": "xx"}', '{"dpi": 9e99}', "{" * 9])
def test_a_figure_style_of_nonsense_is_the_usual_one(settings, nonsense):
    settings.setValue("figure/style", nonsense)
    assert reread(settings).figure_style("zh_CN") == FigureStyle(kind="window", lang="zh_CN")
    Store(settings).set_figure_style(FigureStyle(dpi=300))


HOSTILE = ("9" * 4_000, "9" * 5_000, "nan", "inf", "-inf", "1e999", "[" * 50_000, "\ud800", "a\0b")


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_become_the_default_and_never_an_error(settings, value):
    places = [f"{option.group}/{option.key}" for option in OPTIONS]
    places += ["view/panes", "figure/style", "recent/models", "recent/model"]
    for place in places:
        settings.setValue(place, value)
    store, history = Store(settings), ModelHistory(settings)
    numbers = {o.key: o.default for o in OPTIONS if type(o.default) in {int, float}}
    assert {key: store.options()[key] for key in numbers} == numbers
    assert store.panes() == DEFAULT_PANES
    assert store.figure_style() == FigureStyle(kind="window")
    assert (history.models(), history.last()) == ([], None)


@pytest.mark.parametrize(
    "style",
    ['{"dpi": NaN}', '{"dpi": 1e9}', '{"heat": {"opacity": NaN}}', '{"panel_width_in": 1e300}'],
)
def test_a_hostile_figure_style_becomes_the_usual_one(settings, style):
    settings.setValue("figure/style", style)
    assert Store(settings).figure_style() == FigureStyle(kind="window")


def test_hostile_lines_name_no_model():
    for line in (*HOSTILE, '["file", "", 5, ""]', '["default", "", "/a", ""]', "[[[[]]]]", "{}"):
        assert model_from_text(line) is None
