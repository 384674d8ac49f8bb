"""The measures in the order in which they are offered, found by key."""

from __future__ import annotations

from collections.abc import Iterable

from viewer.core.errors import UserError
from viewer.measures import (
    adcc,
    class_sensitivity,
    class_sensitivity_second,
    coherency,
    complexity,
    deletion,
    deletion_cells,
    drop,
    drop_in_deletion,
    energy,
    faithfulness_correlation,
    increase,
    infidelity,
    insertion,
    insertion_cells,
    iou,
    iou_fixed,
    mask_iou,
    max_box_acc,
    max_sensitivity,
    pointing,
    randomisation,
    randomisation_efficient,
    randomisation_layers,
    relevance_mass,
    relevance_rank,
    road,
    road_lerf,
    road_morf,
    stability,
)
from viewer.measures.measure import Measure

OURS = (  # in the order in which they are offered
    *(deletion, insertion, deletion_cells, insertion_cells),
    *(road, road_morf, road_lerf),
    *(drop, increase, drop_in_deletion, adcc, coherency, complexity),
    *(infidelity, faithfulness_correlation, max_sensitivity, stability),
    *(randomisation, randomisation_layers, randomisation_efficient),
    *(class_sensitivity, class_sensitivity_second),
    *(pointing, energy, relevance_mass, relevance_rank),
    *(iou, iou_fixed, max_box_acc, mask_iou),
)
MEASURES: tuple[Measure, ...] = tuple(module.MEASURE for module in OURS)

COSTS = ("one pass", "seconds", "minutes")


def card(*, truth: bool, slow: bool = False) -> tuple[Measure, ...]:
    """Return the measures that are read of one map, the cheap ones first.

    Args:
        truth: with those that need to know where the objects are.
        slow: with those that take minutes.
    """
    taken = [one for one in MEASURES if (truth or not one.row.truth)]
    fast = [one for one in taken if slow or one.row.cost != "minutes"]
    return tuple(sorted(fast, key=lambda one: (COSTS.index(one.row.cost), one.rivals != "none")))


def find_measures(keys: Iterable[str]) -> tuple[Measure, ...]:
    """Return measures by their keys; one that is named twice comes once.

    Raises:
        UserError: there is no such measure; the hint lists those there are.
    """
    known = {measure.row.key: measure for measure in MEASURES}
    wanted = tuple(dict.fromkeys(keys))
    for key in wanted:
        if key not in known:
            raise UserError(f"There is no measure “{key}”.", hint=f"Known: {', '.join(known)}.")
    return tuple(known[key] for key in wanted)
