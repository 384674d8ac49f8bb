"""Sentences of the engine are found again by their pattern; what is not known stays English."""

from __future__ import annotations

import numpy as np
import pytest
from given_records import given_map, given_model, given_prediction
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication, QMenu

from viewer.app import build, make_application
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import ClassGroup, ResolvedTarget, Target
from viewer.core.errors import UserError
from viewer.core.maps.geometry import Geometry
from viewer.features.figures import FiguresFeature
from viewer.methods.registry import built_in
from viewer.paths import resource
from viewer.ui.bar.class_box import ClassBox
from viewer.ui.dialogs.fared import how_it_fared
from viewer.ui.dialogs.method_page import page_of
from viewer.ui.looks import language
from viewer.ui.looks.language import apply_language, group_word, spoken
from viewer.ui.panels.predictions import Predictions
from viewer.ui.panes.heat_title import heat_title


@pytest.fixture
def chinese(qapp):
    assert apply_language(qapp, "zh_CN") == "zh_CN"
    yield
    apply_language(qapp, "en")


def is_chinese(text: str) -> bool:
    return any("一" <= letter <= "鿿" for letter in text)


def test_english_is_left_as_it_is(qapp):
    assert apply_language(qapp, "en") == "en"
    assert spoken("This is the first frame of an animation.").startswith("This is")
    assert QCoreApplication.translate("Command", "Quit") == "Quit"


def test_what_fills_a_sentence_takes_no_other_sentence_with_it(chinese):
    way_out = "Give the code that builds it with --code FILE.py:NAME."
    said = spoken(f"Missing: fc.weight. Not known: fc.scale. {way_out}")
    assert said == "缺少：fc.weight。未知：fc.scale。" + spoken(way_out)


def test_a_sentence_with_something_filled_in_keeps_it(chinese):
    with pytest.raises(UserError) as refused:
        built_in().find("猫_cam")
    said = spoken(refused.value.headline)
    assert is_chinese(said.replace("猫_cam", ""))
    assert "猫_cam" in said


def test_groups_have_chinese_names_and_a_users_class_keeps_its_own(chinese, qtbot):
    groups = (ClassGroup(name="cat", members=(0, 1)), ClassGroup(name="zebu", members=(1,)))
    names = ("tabby", "lynx")
    box = ClassBox()
    qtbot.addWidget(box)
    box.set_model_info(given_model(class_names=names, groups=groups))
    assert box.findText("猫") > 0
    assert box.findText("zebu") > 0  # a group without a Chinese name
    box.set_target(Target(kind="name", name="cat"))
    assert box.currentText() == "猫"

    panel = Predictions()
    qtbot.addWidget(panel)
    share = ClassScore(name="cat", index=-1, logit=1.0, probability=0.75)
    geometry = Geometry(original=(3, 2), resized=(3, 2), offset=(0, 0), input=(3, 2))
    panel.set_prediction(given_prediction(geometry, groups=(share,)))
    assert panel.list.item(0).text() == "猫"
    with qtbot.waitSignal(panel.target_chosen) as chosen:
        panel.list.itemClicked.emit(panel.list.item(0))
    assert chosen.args == [Target(kind="name", name="cat")]

    painted = panel.list.grab().toImage()
    panel.list.item(0).setText("cat")
    assert panel.list.grab().toImage() != painted  # the name that is painted is the Chinese one

    raw = np.eye(3)
    group = given_map(raw, geometry, resolved=ResolvedTarget(title="cat", members=(0, 1)))
    own = given_map(raw, geometry, resolved=ResolvedTarget(title="cat", members=(0,)))
    assert "· 猫 50.0%" in heat_title(group)
    assert "· cat 50.0%" in heat_title(own)


def test_groups_are_english_in_english(qapp):
    assert apply_language(qapp, "en") == "en"
    assert group_word("cat") == "cat"


def test_several_sentences_are_taken_one_by_one(chinese):
    first = "This is the first frame of an animation."
    both = spoken(f"{first} This is not a picture.")
    assert both.startswith(spoken(first))
    assert not any("a" <= letter <= "z" for letter in both)


def test_what_is_not_known_stays(chinese):
    assert spoken("Something that nobody says.") == "Something that nobody says."
    assert spoken("") == ""


@pytest.mark.parametrize(
    ("system", "taken"),
    [
        (["zh-Hans-CN", "en-US"], "zh_CN"),
        (["zh-TW"], "zh_CN"),
        (["en-GB", "zh-CN"], "en"),
        (["de-DE", "zh-CN"], "zh_CN"),
        (["de-DE"], "en"),
    ],
)
def test_the_systems_language_is_followed(qapp, monkeypatch, system, taken):
    class System:
        @staticmethod
        def uiLanguages():
            return system

    monkeypatch.setattr(language.QLocale, "system", System)
    assert apply_language(qapp, "system") == taken
    apply_language(qapp, "en")


def test_the_whole_window_speaks_chinese_and_english_again(qapp, tmp_path, chinese):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    for choice, speaks in (("zh_CN", True), ("en", False)):
        settings.setValue("window/language", choice)
        app = build(make_application(), settings=settings)
        menus = [action.text() for action in app.window.menuBar().actions()]
        actions = [action.text() for action in every_action(app.window.menuBar())]
        assert all(is_chinese(text) == speaks for text in menus)
        assert sum(map(is_chinese, actions)) > 0.9 * len(actions) if speaks else True
        assert any(map(is_chinese, actions)) == speaks
        app.window.close()
        app.window.deleteLater()


def every_action(menu):
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from every_action(inner)
        elif action.text():
            yield action


def test_qts_own_buttons_speak_too(chinese):
    assert QApplication.translate("QPlatformTheme", "Close") != "Close"


def test_every_page_on_a_method_is_there_in_chinese_with_the_same_formula(qapp, chinese):
    def formula(page: str) -> list[str]:
        return [line for line in page.splitlines() if line.startswith("    ")]

    pages = sorted(resource("methods").glob("*.md"))
    assert pages
    for path in pages:
        page = page_of(built_in().find(path.stem).row)
        assert is_chinese(page), path.name
        assert formula(page) == formula(path.read_text(encoding="utf-8"))
        heads = path.read_text(encoding="utf-8").count("\n## ") + bool(how_it_fared(path.stem))
        assert page.count("\n## ") == heads >= 4


def test_the_first_figure_speaks_the_windows_language(qapp, tmp_path):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("window/language", "zh_CN")
    app = build(make_application(), settings=settings)
    try:
        app.commands.run("export_figure")
        assert app[FiguresFeature].builder.style_chosen.lang == "zh_CN"
    finally:
        app.window.close()
        app.window.deleteLater()
        apply_language(qapp, "en")
