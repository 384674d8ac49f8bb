"""Consensus: the mean rank that several methods give to each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from viewer.core.errors import UserError
from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import BY_VIEWS, MethodRow
from viewer.core.maps.ranks import consensus as mean_ranks
from viewer.methods import grad_cam, grad_cam_pp, hires_cam, layer_cam, xgrad_cam
from viewer.methods.look import Look, Step
from viewer.methods.method import Method, compute

MEMBERS = tuple(
    module.METHOD for module in (grad_cam, layer_cam, grad_cam_pp, xgrad_cam, hires_cam)
)


def consensus(
    activations: Floats, gradients: Floats | None = None, *, members: Sequence[Method] = MEMBERS
) -> Floats:
    """Rank the places of each method's map, and take the mean of the ranks.

    L(y, x) = (mean_m rank_m(y, x) - 1) / (places - 1)

    Equal values share their mean rank, so that what every method cuts off is equal here too. The
    scale of a method's values does not matter: none outvotes another.

    Source: after Rieger and Hansen, "Aggregating explanation methods for stable and robust
        explainability", 2019, section 3, arXiv:1903.00519, with ranks in place of values
    """
    return mean_ranks([compute(one, activations, gradients).raw for one in members])


def joined_of(members: Sequence[Method]) -> Method:
    """Return the consensus of some methods: of one pass, if each of them takes one.

    Raises:
        UserError: one of them explains another score, gradient or layers than the others.
    """
    for one in members:
        if one.score is not None or one.gradient is not None or one.layers is not None:
            raise UserError(
                f"{one.row.title} cannot take part in a consensus.",
                hint="It looks at another score or at other layers than the others.",
            )
    if all(one.is_quick for one in members):
        formula = partial(consensus, members=tuple(members))
        return Method(row=METHOD.row, formula=formula, never_negative=True)
    return Method(
        row=METHOD.row,
        steps=partial(_steps, members=tuple(members)),
        passes=lambda look: sum(one.passes(look) for one in members),
        never_negative=True,
    )


def _steps(look: Look, *, members: Sequence[Method]) -> Iterator[Step]:
    """Make one map after the other; what is shown meanwhile is the consensus of those begun."""
    total, before, maps = sum(one.passes(look) for one in members), 0, list[Floats]()
    for one in members:
        passes, known, last = one.passes(look), tuple(maps), None
        for step in _steps_of(one, look):
            done = before + min(passes, round(passes * step.done / step.total))
            last = step

            yield Step(done, total, partial(_joined, known, step))
        if last is not None:
            maps.append(np.maximum(last.make(), 0))
        before += passes


def _joined(known: Sequence[Floats], step: Step) -> Floats:
    return mean_ranks([*known, np.maximum(step.make(), 0)])


def _steps_of(method: Method, look: Look) -> Iterator[Step]:
    if method.steps is not None:
        yield from method.steps(look)
        return
    gradients = look.gradients(look.probe.x) if method.row.gradients else None
    raw = compute(method, look.activations, gradients).raw
    yield Step(1, 1, lambda: raw)


METHOD = Method(
    row=MethodRow(
        key="consensus",
        title="Consensus",
        paper="after Rieger and Hansen, Aggregating explanation methods, 2019",
        year=2019,
        link="https://arxiv.org/abs/1903.00519",
        papers=("rieger2019aggregating",),
        gradients=True,
        smoothable=BY_VIEWS,
        joins=True,
        help=(
            "The mean rank that five methods by gradients give to each place; "
            "“consensus.grad_cam.rise” takes those that you name."
        ),
    ),
    formula=consensus,
    never_negative=True,
)
