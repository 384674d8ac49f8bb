"""The real window with one hostile name everywhere: it shows them all, and obeys none."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from given_hostile import hostile_names, misread, never_opened
from given_window import LIMIT_MS, explained, window_on
from PIL import Image
from PySide6.QtWidgets import QApplication
from torch import nn

from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import PaneSpec
from viewer.core.models.model_text import PastModel
from viewer.features.folders import FoldersFeature
from viewer.features.structure import StructureFeature
from viewer.household import Household
from viewer.ui.looks.theme import apply_theme
from viewer.ui.panes.pane_menu import PaneMenu, PanePlace

pytestmark = pytest.mark.slow
LONGEST_FILE_NAME = 200  # bytes; file systems hold 255


@pytest.fixture
def bait(tmp_path: Path) -> Path:
    """A picture that names point to."""
    path = tmp_path / "bait.png"
    Image.new("RGB", (30, 20), "red").save(path)
    return path


@pytest.fixture
def folder(tmp_path: Path, bait: Path) -> Path:
    """Folders in folders, and pictures, under names that HTML would take for the bait."""
    names = hostile_names(bait.name)  # short, so that none is cut before its HTML ends
    usable = [name.replace("\0", "").replace("/", "&#47;") for name in names]
    usable = [name[:100] if len(name) > LONGEST_FILE_NAME else name for name in usable]
    folder = tmp_path / usable[0]
    folder.mkdir()
    for name in usable:
        Image.new("RGB", (60, 40), "green").save(folder / f"{name}.png")
        (folder / f"{name} folder").mkdir()
    return folder


@pytest.fixture
def model_file(tmp_path: Path, bait: Path) -> Path:
    """A network whose layers and classes have such names."""
    names = hostile_names(str(bait))
    first = f"<img src='{bait}'>".replace(".", "")  # a layer's name holds no dot
    network = nn.Sequential(
        OrderedDict(
            {
                first: nn.Conv2d(3, 4, 3),
                "<b>&second</b> $x$": nn.Conv2d(4, 4, 3),
                "y" * 190: nn.Conv2d(4, 4, 3),
                "pool": nn.AdaptiveAvgPool2d(1),
                "flat": nn.Flatten(1),
                "head": nn.Linear(4, len(names)),
            }
        )
    ).eval()
    path = tmp_path / f"<img src='{bait.name}'>.pth"
    torch.save({"model": network, "class_to_idx": {name: n for n, name in enumerate(names)}}, path)
    return path


@pytest.fixture
def app(qtbot, tmp_path, folder) -> Iterator[Household]:
    with window_on(folder, tmp_path / "settings.ini") as app:
        yield app


def test_every_text_of_the_window_is_shown_as_it_is(app, qtbot, bait, folder, model_file):
    window, session, panel = app.window, app.session, app[StructureFeature].panel
    for dock in ("model_structure", "layer_strip"):
        window.docks.toggle(dock)
    with never_opened(bait):
        session.open_model(ModelRef.parse(str(model_file)))
        qtbot.waitUntil(
            lambda: session.model is not None and session.model.ref.path == model_file,
            timeout=LIMIT_MS,
        )
        explained(app, qtbot)
        qtbot.waitUntil(lambda: panel.modules.rowCount() > 0, timeout=LIMIT_MS)
        window.browser.set_folders("tree")
        window.set_recents([folder, *[folder / f"a{n}" for n in range(3)]])
        window.recent_models.set_models([PastModel(session.model.ref, model_file.name)])
        gone = folder / f"<img src='{bait}'>"
        app[FoldersFeature].opener.open([gone])  # a notice: it is not there
        menu = PaneMenu(
            PanePlace(
                pane=0,
                count=2,
                methods=session.pane_list.methods,
                spec=PaneSpec("grad_cam"),
                model=session.model,
                prediction=session.explanation.prediction,
            ),
            window,
        )
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.processEvents()
        wrong = misread(window)
        assert wrong == []
        assert misread(menu) == []
        assert window.width() == 1280, "no name widens the window"
        assert window.minimumSizeHint().width() <= 1280
        apply_theme(application, "dark")  # boxes measure their contents anew
        QApplication.processEvents()
        assert window.width() == 1280
        assert window.windowTitle().isprintable()
        assert all(pane.title.isprintable() for pane in window.pane_row.panes)
        for pane in window.pane_row.panes:
            pane.grab()
        window.grab()
