"""Two classes against each other, chosen by name."""

import pytest

from viewer.core.asks.target import Target
from viewer.ui.dialogs.against import AgainstDialog


@pytest.fixture
def dialog(qtbot):
    dialog = AgainstDialog(("cat", "dog", "dog"), (2, 0))
    qtbot.addWidget(dialog)
    return dialog


def test_the_likeliest_pair_is_offered(dialog, qtbot):
    with qtbot.waitSignal(dialog.target_chosen) as chosen:
        dialog.accept()
    assert chosen.args == [Target(kind="difference", index=2, against=0)]


def test_the_same_class_twice_and_unknown_names_are_not_taken(dialog):
    dialog.second.setCurrentIndex(2)
    assert dialog.target() is None
    assert not dialog._ok.isEnabled()
    dialog.second.setCurrentIndex(1)
    assert dialog.target() == Target(kind="difference", index=2, against=1), "names may be equal"
    dialog.first.setEditText("nobody")
    assert dialog.target() is None
    dialog.accept()
    assert dialog.result() == 0
