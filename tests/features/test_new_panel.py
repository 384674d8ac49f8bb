"""A new panel with its own question to the engine is a feature, a line, and the question."""

from __future__ import annotations

import pytest
from given_question import lines_of

# The question is that of given_question.py. Each block stands for one file.
SHOW = """
def show() -> None:
    from PySide6.QtCore import QSettings, Qt, QTimer, Signal
    from PySide6.QtWidgets import QLabel

    # viewer/ui/panels/echo.py: the panel
    class EchoPanel(QLabel):
        clicked = Signal()

    # viewer/features/echo.py: the feature
    from viewer.core.tables.commands import Command
    from viewer.features.feature import Feature

    class EchoFeature(Feature):
        rows = (Command("echo", "Echo", ("Ctrl+Alt+E",), "view", 2, "layers"),)

        def __init__(self, house, known):
            super().__init__(house, known)
            self.panel = EchoPanel(house.window)
            edge = Qt.DockWidgetArea.RightDockWidgetArea
            house.window.docks.add("echo", "Echo", lambda: self.panel, edge)

        @property
        def commands(self):
            return {"echo": lambda: self._window.docks.toggle("echo")}

        def introduce(self):
            self.wire(self.panel, "clicked", self._ask)
            self.hear(Echoed, self._show)

        def take_over(self, before):
            self.panel.setText(before.panel.text())

        def put_away(self):
            pass

        def _ask(self):
            self.house.engine.ask(Echo(text="abc"))

        def _show(self, echoed):
            self.panel.setText(echoed.text)
            self._window.close()

    # viewer/features/first.py: one line, as it brings a row of the View menu
    import viewer.features.first as first

    first.FIRST += (EchoFeature,)

    from viewer.app import build, make_application
    from viewer.work.engine_thread import EngineThread

    settings = QSettings(sys.argv[1], QSettings.Format.IniFormat)
    engine = EngineThread([sys.executable, __file__, "engine"])
    application = make_application()
    app = build(application, settings=settings, engine=engine)
    app.window.show()
    engine.start()
    app.commands.run("echo")
    print(app.window.docks.is_shown("echo"))
    (view,) = [menu.menu() for menu in app.window.menuBar().actions() if menu.text() == "&View"]
    names = [action.objectName() for action in view.actions()]
    print(names[names.index("echo") - 1])  # it stands behind the last row of its section
    app[EchoFeature].panel.clicked.emit()
    QTimer.singleShot(120_000, application.quit)
    application.exec()
    print(app[EchoFeature].panel.text())
    print(*[wire for wire in app.wires.made if wire.feature == "EchoFeature"], sep="\\n")
"""


@pytest.mark.slow
def test_a_panel_with_its_own_question_is_a_feature_and_a_line(tmp_path):
    assert lines_of(SHOW, tmp_path) == [
        "True",
        "keep_zoom",
        "cba",
        "EchoFeature: EchoPanel.clicked → EchoFeature._ask",
        "EchoFeature: engine.Echoed → EchoFeature._show",
    ]
