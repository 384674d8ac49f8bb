"""What a start opens: what was asked for, or what was open last if no window ended over it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QMessageBox

from viewer.core.asks.references import ModelRef
from viewer.core.foreign_text import shown, shown_path
from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.features.engine import EngineFeature
from viewer.features.folders import FoldersFeature
from viewer.features.models import ModelsFeature
from viewer.features.opening import is_model
from viewer.features.risks import RisksFeature
from viewer.features.scenes import ScenesFeature
from viewer.household import Household
from viewer.session.risks import Risk
from viewer.ui.looks.plain_text import question_box


def start(app: Household, chosen: Sequence[Path], *, model: ModelRef | None = None) -> None:
    """Open what was asked for, else what was open last; start the engine after the first paint.

    What another window ended over is offered instead, with the reason.
    """
    risk = app[RisksFeature].risks.begin() or Risk()
    app[ScenesFeature].offer_lost(wanted=not chosen)
    if chosen:
        app[FoldersFeature].opener.open(chosen)
    if all(is_model(path) for path in chosen):
        remembered = [app.store.last_image(), *app.store.recents()[:1]]
        app[FoldersFeature].opener.open_first(
            [path for path in remembered if path is not None and not _leads_to(path, risk)]
        )
    QTimer.singleShot(0, lambda: start_engine(app, model, avoided=risk.model))
    risk = Risk(model=risk.model if model is None else None, image=risk.image)
    asked = bool(app.window.findChildren(QMessageBox))  # whether the last session is offered
    if risk != Risk() and not asked:
        _offer(app, risk)


def start_engine(
    app: Household, model: ModelRef | None = None, *, avoided: ModelRef | None = None
) -> None:
    """Start the engine's process and open a model in it: this one, the last, or the default.

    Args:
        app: whose engine is started.
        model: what was asked for.
        avoided: what is not opened because it was the last one.
    """
    app[EngineFeature].start()
    app[ModelsFeature].open_first(model, avoided=avoided)


def _leads_to(path: Path, risk: Risk) -> bool:
    return risk.image is not None and path in {risk.image, risk.image.parent}


def _offer(app: Household, risk: Risk) -> None:
    """Offer to open what a window has not survived."""
    names = [_tr(QT_TRANSLATE_NOOP("Start", "“{name}”")).format(name=name) for name in _names(risk)]
    told = _tr(QT_TRANSLATE_NOOP("Start", "CamScope ended or hung while it showed {what}."))
    box = question_box(
        app.window,
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
    yes.clicked.connect(lambda: _open(app, risk))
    no.clicked.connect(lambda: _decline(app, risk))
    box.finished.connect(box.deleteLater)
    box.open()


def _open(app: Household, risk: Risk) -> None:
    app[RisksFeature].risks.settle()
    if risk.model is not None:
        app.session.open_model(risk.model)
    if risk.image is not None:
        app[FoldersFeature].opener.open([risk.image])


def _decline(app: Household, risk: Risk) -> None:
    app[RisksFeature].risks.settle()
    if risk.image is not None and app.store.last_image() == risk.image:
        app.store.set_last_image(None)


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
