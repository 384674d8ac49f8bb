"""The question where a file is: what is asked for cannot write the question."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from given_hostile import hostile_names
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.features.scenes import ScenesFeature

ALL = "All files (*)"


def asked(qtbot, monkeypatch, tmp_path, name: str) -> tuple[str, str]:
    """Return the title and the filters of the dialog that asks for a name."""
    told: list[str] = []

    def ask(_parent: object, title: str, _folder: str, kinds: str) -> tuple[str, str]:
        told[:] = title, kinds
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    window = QWidget()
    qtbot.addWidget(window)
    commands = SimpleNamespace(tr=str, _window=window, _folder=lambda: tmp_path)
    assert ScenesFeature.ask_where(cast(Any, commands), "picture", name) is None
    return told[0], told[1]


def test_a_usual_name_offers_files_of_its_kind(qtbot, monkeypatch, tmp_path):
    title, kinds = asked(qtbot, monkeypatch, tmp_path, "cat.png")
    assert title == "Where is the picture “cat.png”?"
    assert kinds == f"*.png (*.png);;{ALL}"


@pytest.mark.parametrize(
    "name",
    [*hostile_names(), "a.png);;Programs (*.exe", "a.p;;q", "a.*", "a.", "a.*) (*"],
    ids=lambda name: repr(name[:12]),
)
def test_no_name_offers_files_of_another_kind(qtbot, monkeypatch, tmp_path, name):
    title, kinds = asked(qtbot, monkeypatch, tmp_path, name)
    assert title.isprintable()
    assert len(title) < 200
    suffixes = [kind.partition(" (")[2].removesuffix(")") for kind in kinds.split(";;")]
    assert suffixes[-1] == "*"
    assert all(each[2:].isalnum() for each in suffixes[:-1])
    assert len(suffixes) <= 2
