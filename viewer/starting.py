"""What a start opens: what was asked for, or what was open last if no window ended over it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QMessageBox

from viewer.core.asks.records import ModelRef
from viewer.core.foreign_text import shown, shown_path
from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.opening import is_model
from viewer.parts import Parts
from viewer.session.risks import Risk
from viewer.ui.looks.plain_text import question_box


def start(parts: Parts, chosen: Sequence[Path], *, model: ModelRef | None = None) -> None:
    """Open what was asked for, else what was open last; start the engine after the first paint.

    What another window ended over is offered instead, with the reason.
    """
    risk = parts.risks.begin() or Risk()
    parts.scenes.offer_lost(wanted=not chosen)
    if chosen:
        parts.opener.open(chosen)
    if all(is_model(path) for path in chosen):
        remembered = [parts.store.last_image(), *parts.store.recents()[:1]]
        parts.opener.open_first(
            [path for path in remembered if path is not None and not _leads_to(path, risk)]
        )
    QTimer.singleShot(0, lambda: parts.start_engine(model, avoided=risk.model))
    risk = Risk(model=risk.model if model is None else None, image=risk.image)
    asked = bool(parts.window.findChildren(QMessageBox))  # whether the last session is offered
    if risk != Risk() and not asked:
        _offer(parts, risk)


def _leads_to(path: Path, risk: Risk) -> bool:
    return risk.image is not None and path in {risk.image, risk.image.parent}


def _offer(parts: Parts, risk: Risk) -> None:
    """Offer to open what a window has not survived."""
    names = [_tr(QT_TRANSLATE_NOOP("Start", "“{name}”")).format(name=name) for name in _names(risk)]
    told = _tr(QT_TRANSLATE_NOOP("Start", "CamScope ended or hung while it showed {what}."))
    box = question_box(
        parts.window,
        _tr(QT_TRANSLATE_NOOP("Start", "Open it again?")),
        told.format(what=_tr(QT_TRANSLATE_NOOP("Start", " and ")).join(names)),
        _tr(
            QT_TRANSLATE_NOOP("Start", "So it was not opened by itself. Shall it be opened again?")
        ),
    )
    yes = box.addButton(
        _tr(QT_TRANSLATE_NOOP("Start", "Open again")), QMessageBox.ButtonRole.AcceptRole
    )
    no = box.addButton(
        _tr(QT_TRANSLATE_NOOP("Start", "Not now")), QMessageBox.ButtonRole.RejectRole
    )
    yes.clicked.connect(lambda: _open(parts, risk))
    no.clicked.connect(lambda: _decline(parts, risk))
    box.finished.connect(box.deleteLater)
    box.open()


def _open(parts: Parts, risk: Risk) -> None:
    parts.risks.settle()
    if risk.model is not None:
        parts.session.open_model(risk.model)
    if risk.image is not None:
        parts.opener.open([risk.image])


def _decline(parts: Parts, risk: Risk) -> None:
    parts.risks.settle()
    if risk.image is not None and parts.store.last_image() == risk.image:
        parts.store.set_last_image(None)


def _names(risk: Risk) -> list[str]:
    found = []
    if risk.model is not None:
        ref = risk.model
        found.append(shown_path(ref.path.name) if ref.path else shown(ref.name))
    if risk.image is not None:
        found.append(shown_path(risk.image.name))
    return found


def _tr(text: str) -> str:
    return QCoreApplication.translate("Start", text)
