"""Find the box that a target means: by its number, by its class, or by its place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from viewer.core.asks.target import ResolvedBox, Target
from viewer.core.errors import UserError
from viewer.core.maps.geometry import Geometry
from viewer.core.models.box_rule import BoxRule
from viewer.core.models.labels import Labels
from viewer.tasks.box_asking import AskedBox, asked_box
from viewer.tasks.box_choice import nearest
from viewer.tasks.box_places import within_input
from viewer.tasks.box_standing import Standing

FIRST = AskedBox(number=1)


def resolve_box(
    target: Target, stand: Standing, rule: BoxRule, labels: Labels, geometry: Geometry
) -> ResolvedBox:
    """Return the row that a target means, and which of its numbers.

    Raises:
        UserError: there is no such box or class.
    """
    asked = asked_box(target.name) if target.kind == "name" else None
    if target.kind == "top":
        asked = FIRST
    if asked is None:
        return _asked(_of_class(target, stand, labels), target)
    row, title = _row_of(asked, stand, rule, geometry)
    index = int(stand.best[row])
    words = "" if asked.number_of == "class" else f", {asked.number_of}"
    found = ResolvedBox(
        title=f"{title}: {name_of(index, labels)}{words}",
        row=row,
        index=index,
        number_of=asked.number_of,
    )
    if asked.given is not None:
        place = within_input(asked.given, rule, geometry)
        found = replace(found, given=asked.given, unit=place)
    return _asked(found, target)


def name_of(index: int, labels: Labels) -> str:
    """Return what a class is called."""
    return labels.names[index] if index < len(labels.names) else f"class {index}"


def _row_of(asked: AskedBox, stand: Standing, rule: BoxRule, geometry: Geometry) -> tuple[int, str]:
    """Return a row and what it is called; of a miss the one nearest to the place."""
    if not asked.number and asked.given is not None:
        place = within_input(asked.given, rule, geometry)
        return nearest(np.array(place), stand.sides), "miss"
    rows = stand.order(rule.overlap)
    if not 1 <= asked.number <= len(rows):
        raise UserError(
            f"There is no box {asked.number} in this picture.",
            hint=f"Its boxes are 1 to {len(rows)}, the surest first.",
        )
    return rows[asked.number - 1], f"box {asked.number}"


def _of_class(target: Target, stand: Standing, labels: Labels) -> ResolvedBox:
    """Return the surest box of a class or a group; against another class, if one is named."""
    best = stand.sure.max(axis=0)
    count = best.size
    chances = best if count > 1 else np.append(best, -1)  # a single class is its own choice
    classes = labels.resolve(target.plain, chances)
    members = [index for index in classes.members if index < count]
    if not members:
        raise UserError("This model has only the class 0.", hint="Name it, or a box.")
    within = stand.sure[:, members]
    row, at = divmod(int(within.argmax()), len(members))
    against = classes.against[0] if classes.against else -1
    return ResolvedBox(title=classes.title, row=row, index=members[at], against=against)


def _asked(found: ResolvedBox, target: Target) -> ResolvedBox:
    """Return a box with the direction and the scale that were asked for."""
    title, number_of = found.title, found.number_of
    if target.scale == "probability" and number_of == "class":
        title, number_of = f"p({title})", "product"
    if target.direction == "lower":
        title = f"against {title}"
    sign = -1 if target.direction == "lower" else 1
    return replace(found, title=title, number_of=number_of, sign=sign)
