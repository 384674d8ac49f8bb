"""The panel of parts: an explanation's concepts, shares of the score, or what tokens look at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from viewer.core.asks.parts import LayerConcepts, Part, PartsFailure, ScoreShares, TokenLooks
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel
from viewer.ui.panels.parts_concepts import ConceptsPart
from viewer.ui.panels.parts_shares import SharesPart
from viewer.ui.panels.parts_tokens import TokensPart

PARTS: tuple[Part, ...] = ("concepts", "shares", "tokens")  # in the order of the tabs
AnyParts = LayerConcepts | ScoreShares | TokenLooks | PartsFailure


class PartsPanel(QWidget):
    """One tab for each way to take an explanation apart; a line says why where it cannot be."""

    part_chosen = Signal(str)
    count_chosen = Signal(int)
    block_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.concepts, self.shares = ConceptsPart(self), SharesPart(self)
        self.tokens, self.problem = TokensPart(self), PlainLabel("", self)
        self.problem.setWordWrap(True)
        self.tabs.addTab(self.concepts, self.tr("Concepts"))
        self.tabs.addTab(self.shares, self.tr("Shares"))
        self.tabs.addTab(self.tokens, self.tr("Attention"))
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_PX, GAP_PX, GAP_PX, GAP_PX)
        column.addWidget(self.problem)
        column.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda tab: self.part_chosen.emit(PARTS[tab]))
        self.concepts.count_chosen.connect(self.count_chosen)
        self.tokens.block_chosen.connect(self.block_chosen)
        self.show_parts(None)

    def sizeHint(self) -> QSize:
        """Ask for room for a picture and the rows below it."""
        return QSize(340, 560)

    def set_picture(self, levels: Sequence[QImage]) -> None:
        """Take the picture that parts are painted over, in several sizes, largest first."""
        for view in (self.concepts.view, self.shares.view, self.tokens.view):
            view.set_picture(levels)

    def show_head(self, head: int) -> None:
        """Turn to what tokens look at, in one head, counted from 0."""
        self.tabs.setCurrentWidget(self.tokens)
        self.tokens.show_head(head)

    def show_parts(self, found: AnyParts | None) -> None:
        """Show what was found, or why nothing was; None: nothing is known yet."""
        self.concepts.show_concepts(found if isinstance(found, LayerConcepts) else None)
        self.shares.show_shares(found if isinstance(found, ScoreShares) else None)
        self.tokens.show_looks(found if isinstance(found, TokenLooks) else None)
        said = ""
        if found is None:
            said = self.tr("Parts appear here once a picture is explained.")
        elif isinstance(found, PartsFailure):
            said = " ".join(filter(None, (spoken(found.headline), spoken(found.hint))))
        self.problem.setText(said)
        self.problem.setVisible(bool(said))
