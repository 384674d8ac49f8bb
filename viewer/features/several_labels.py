"""Several labels at once: a pane for each class that is present, all on one scale."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from viewer.commands import Functions
from viewer.core.errors import UserError
from viewer.features.feature import Feature

PRESENT = 0.5  # probability


class SeveralLabelsFeature(Feature):
    """Shows what speaks for each of the classes that a model sees beside one another."""

    @property
    def commands(self) -> Functions:
        """Show a pane for each class that is present."""
        return {"every_label": self._show}

    def introduce(self) -> None:
        """Follow nothing: it is done once, and can be undone."""

    def take_over(self, before: Self) -> None:
        """Know nothing: the panes were handed over."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    def _show(self) -> None:
        session, notices = self._session, self._window.notices
        model, seen = session.model, session.explanation
        if model is None or seen is None:
            return
        if not model.answer.independent or model.answer.single:
            hint = self.tr("Model > Model setup says how its numbers are read.")
            headline = self.tr("The classes of this model exclude one another.")
            notices.show_error(UserError(headline, hint=hint))
            return
        rows = [row for row in seen.prediction.top if row.probability >= PRESENT]
        if not rows:
            hint = self.tr("Choose classes by themselves: the likeliest stands first.")
            headline = self.tr("No class of this picture is likelier than not.")
            notices.show_error(UserError(headline, hint=hint))
            return
        first = session.pane_list.specs[0]
        session.pane_list.set_specs([replace(first, target=row.target) for row in rows])
        session.set_option("scaling", "method")
