"""The pages of a report, one below the other as wide as there is room; or words instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

GAP_PX = 14  # between pages, and around them
WIDEST_PX = 900  # a page is no wider, however large the dialog


class PageStack(QWidget):
    """Paints the pages; as high as they are together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: tuple[QImage, ...] = ()
        self.words = ""

    def places(self) -> list[QRectF]:
        """Return where each page stands."""
        wide = min(self.width() - 2 * GAP_PX, WIDEST_PX)
        left, top, found = (self.width() - wide) / 2, float(GAP_PX), list[QRectF]()
        for page in self.pages:
            tall = wide * page.height() / page.width()
            found.append(QRectF(left, top, wide, tall))
            top += tall + GAP_PX
        return found

    def fit(self) -> None:
        """Be as high as the pages are."""
        places = self.places()
        self.setMinimumHeight(round(places[-1].bottom()) + GAP_PX if places else 0)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the pages be as wide as the room."""
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self.pages:
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(GAP_PX, GAP_PX, -GAP_PX, -GAP_PX), flags,
                             self.words)  # fmt: skip
            return
        ratio = self.devicePixelRatioF()
        painter.setPen(self.palette().color(QPalette.ColorRole.Dark))
        for page, place in zip(self.pages, self.places(), strict=True):
            if place.intersects(QRectF(event.rect())):
                size = (place.size() * ratio).toSize()
                smooth = Qt.TransformationMode.SmoothTransformation
                painter.drawImage(
                    place, page.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
                )
                painter.drawRect(place)


class ReportPages(QScrollArea):
    """Scrolls through the pages; the place stays when they are painted anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stack = PageStack(self)
        self.setWidget(self.stack)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("Preview of the report"))
        self.stack.setAccessibleName(self.tr("Pages"))
        self.setMinimumSize(320, 280)
        self.set_words(self.tr("The preview is being drawn…"))

    def sizeHint(self) -> QSize:
        """Room for most of a page."""
        return QSize(640, 640)

    def set_pages(self, pages: Sequence[QImage]) -> None:
        """Show pages."""
        self.stack.pages, self.stack.words = tuple(pages), ""
        self.stack.fit()

    def set_words(self, words: str) -> None:
        """Show words instead of pages."""
        self.stack.pages, self.stack.words = (), words
        self.stack.fit()
