"""Which model is opened: asked for, dropped, recent, the last one, or the default as a way out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from given_records import given_model
from given_routes import tell
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog

from viewer.app import build, make_application
from viewer.core.asks.messages import OpenFailed
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ModelRef
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_text import model_to_text
from viewer.core.models.packages import Package
from viewer.core.stores.allowed_packages import allow_package, allowed_packages
from viewer.features.help import HelpFeature
from viewer.features.models import ModelsFeature
from viewer.starting import start, start_engine
from viewer.ui.dialogs.options import OptionsDialog
from viewer.ui.dialogs.packages import AllowedPackagesBox, PackagesDialog

ALEXNET = ModelRef(source="zoo", name="alexnet")


def info(ref: ModelRef) -> ModelInfo:
    return given_model(ref=ref, title="A net", rule=InputRule(size=(48, 32), shorter_side=None))


@pytest.fixture
def make(qapp, tmp_path, monkeypatch):
    """Start the application again and again on the same settings; its engine is not started."""
    made = []

    def make():
        settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        app = build(make_application(), settings=settings)
        monkeypatch.setattr(app.engine, "start", lambda: None)
        made.append(app)
        object.__setattr__(app, "wishes", [])  # noted beside the frozen record
        app.session.model_wished.connect(app.wishes.append)
        return app

    yield make
    for app in made:
        app.window.close()
        app.window.deleteLater()


def test_the_first_start_opens_the_default_model(make):
    app = make()
    start_engine(app)
    assert app.wishes == [ModelRef()]


def test_the_last_model_is_opened_again_unless_the_option_says_no(make):
    tell(make().session, info(ALEXNET))
    app = make()
    start_engine(app)
    assert app.wishes == [ALEXNET]
    app.session.set_option("reopen_model", False)
    third = make()
    start_engine(third)
    assert third.wishes == [ModelRef()]


def test_the_model_asked_for_comes_before_the_last_one(make):
    tell(make().session, info(ALEXNET))
    app, asked = make(), ModelRef(source="timm", name="resnet18")
    start_engine(app, asked)
    assert app.wishes == [asked]


def test_a_model_that_does_not_open_at_the_start_makes_way_for_the_default_one(make):
    app, gone = make(), ModelRef(source="file", path=Path("/gone.pth"))
    start_engine(app, gone)
    tell(app.session, OpenFailed(ref=gone, headline="“gone.pth” is not there.", hint="Look."))
    assert app.wishes == [gone, ModelRef()]
    assert "“gone.pth” is not there." in app.window.notices.text
    assert "The default model is opened instead." in app.window.notices.text
    tell(app.session, info(ModelRef()))
    assert app.window.notices.text, "why it is another one stays told"
    tell(app.session, OpenFailed(ref=ModelRef(), headline="Nothing opens."))
    assert len(app.wishes) == 2


def test_what_was_said_of_a_model_goes_when_another_opens(make):
    app = make()
    tell(app.session, info(ModelRef()))
    tell(app.session, OpenFailed(ref=ALEXNET, headline="This is a text, not a PyTorch model."))
    assert app.window.notices.text
    tell(app.session, info(ALEXNET))
    assert not app.window.notices.text


def test_a_model_that_does_not_open_later_leaves_the_present_one(make):
    app, gone = make(), ModelRef(source="file", path=Path("/gone.pth"))
    tell(app.session, info(ALEXNET))
    app.session.open_model(gone)
    tell(app.session, OpenFailed(ref=gone, headline="“gone.pth” is not there."))
    assert app.wishes == [gone]


def test_the_menu_of_recent_models_opens_them(make):
    first = make()
    assert not first.window.recent_models.isEnabled()
    tell(first.session, info(ALEXNET))
    tell(first.session, info(ModelRef(source="file", path=Path("/models/mine.pth"), arch="vgg11")))
    app = make()
    menu = app.window.recent_models
    assert [action.text() for action in menu.actions()] == ["/models/mine.pth", "zoo:alexnet"]
    assert menu.isEnabled()
    menu.actions()[1].trigger()
    menu.actions()[0].trigger()
    assert app.wishes == [
        ALEXNET,
        ModelRef(source="file", path=Path("/models/mine.pth"), arch="vgg11"),
    ]


def test_a_dropped_model_opens_and_the_pictures_beside_it_too(make, photo_folder, qtbot):
    app, model = make(), photo_folder / "net.pth"
    model.write_bytes(b"weights")
    pictures = [photo_folder / "photo1.png", photo_folder / "photo3.png"]
    app.window.paths_dropped.emit([model, *pictures])
    assert app.wishes == [ModelRef(source="file", path=model)]
    assert app.session.listing.pictures == tuple(pictures)


def test_a_model_given_at_the_start_is_not_replaced_by_the_last_one(make, tmp_path, qtbot):
    tell(make().session, info(ALEXNET))
    model = tmp_path / "net.pth"
    model.write_bytes(b"weights")
    app = make()
    start(app, [model])
    qtbot.waitUntil(lambda: len(app.wishes) == 2, timeout=5000)
    assert set(app.wishes) == {ModelRef(source="file", path=model)}


def test_a_later_start_hands_its_model_over(make):
    app = make()
    app[ModelsFeature].receive(model_to_text(ALEXNET))
    app[ModelsFeature].receive("nonsense")
    assert app.wishes == [ALEXNET]


def test_the_dialog_opens_where_the_last_file_was(make, tmp_path, monkeypatch):
    app, asked = make(), []

    def choose(_parent, _title, folder, kinds):
        assert {"*.pth", "*.safetensors", "*.index.json"} <= {*re.split(r"[ ()]", kinds)}
        asked.append(folder)
        return str(tmp_path / "b.pth"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    app.commands.run("open_model")
    tell(app.session, info(ModelRef(source="file", path=tmp_path / "b.pth")))
    app.commands.run("open_model")
    assert asked == [str(Path.home()), str(tmp_path)]
    assert app.wishes == [ModelRef(source="file", path=tmp_path / "b.pth")] * 2


def asked_for_a_package(app, qtbot):
    """Tell the window that a model needs a package; return the model and the question."""
    ref = ModelRef(source="file", path=Path("/m/own.pth"))
    told = (("shapenets", "1.2"), ("others", "3"))
    tell(app.session, OpenFailed(ref=ref, headline="It needs it.", needs_arch=True, packages=told))
    qtbot.waitUntil(lambda: app.window.findChild(PackagesDialog) is not None)
    return ref, app.window.findChild(PackagesDialog)


def test_a_package_that_is_allowed_opens_the_model_again(make, qtbot):
    app = make()
    ref, dialog = asked_for_a_package(app, qtbot)
    assert allowed_packages() == ()
    dialog.allow.click()
    assert allowed_packages() == (Package("others", "3"), Package("shapenets", "1.2"))
    assert app.wishes == [ref]


def test_a_package_that_is_not_allowed_leaves_things_as_they_are(make, qtbot):
    app = make()
    tell(app.session, info(ALEXNET))
    _, dialog = asked_for_a_package(app, qtbot)
    dialog.reject()
    assert allowed_packages() == ()
    assert app.wishes == []


def test_the_options_take_the_word_for_a_package_back(make, qtbot, monkeypatch):
    allow_package(Package("shapenets", "1.2"))
    app, seen = make(), []

    def use(dialog):
        box = dialog.findChild(AllowedPackagesBox)
        box.buttons["shapenets"].click()
        seen.append(isinstance(dialog, OptionsDialog))
        dialog.deleteLater()

    monkeypatch.setattr("viewer.features.help.run", use)
    app[HelpFeature].show_options("window")
    assert seen == [True]
    assert allowed_packages() == ()
