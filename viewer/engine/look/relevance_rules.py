"""Rules by which an operation hands relevance back to what it was given.

All share relevance in proportion to what each input adds: with z_j = sum_i z_ij, input i gets
R_i = sum_j z_ij / z_j * R_j. They differ in which z_ij are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from viewer.methods.look import Composite

STABILISER = 1e-6  # added to z_j, away from zero

Run = Callable[[Tensor, Tensor, "Tensor | None"], Tensor]  # input, weight, bias -> output
Term = tuple[Tensor, Tensor, Tensor | None]  # what is run, and added to z
Rule = Callable[[Run, Tensor, Term], Tensor]  # the operation, R_j, its input and weights -> R_i


def epsilon(run: Run, relevance: Tensor, given: Term) -> Tensor:
    """Count everything: z_ij = a_i w_ij, and a bias in z_j.

    Source: Bach et al., "On Pixel-Wise Explanations for Non-Linear Classifier Decisions by
        Layer-Wise Relevance Propagation", PLOS ONE 2015, eq. 58, doi:10.1371/journal.pone.0130140
    """
    return _shared(run, relevance, [given])


def z_plus(run: Run, relevance: Tensor, given: Term) -> Tensor:
    """Count what speaks for: z_ij = relu(a_i w_ij), and a positive bias.

    Source: Montavon et al., "Explaining nonlinear classification decisions with deep Taylor
        decomposition", Pattern Recognition 2017, eq. 15, arXiv:1512.02479
    """
    return _shared(run, relevance, _terms(given, for_it=True))


def alpha2_beta1(run: Run, relevance: Tensor, given: Term) -> Tensor:
    """Count twice what speaks for, less once what speaks against.

    Source: Bach et al., 2015, eq. 60, with alpha = 2 and beta = 1
    """
    against = _shared(run, relevance, _terms(given, for_it=False))
    return 2 * z_plus(run, relevance, given) - against


def flat(run: Run, relevance: Tensor, given: Term) -> Tensor:
    """Count every input alike: z_ij = 1.

    Source: Lapuschkin et al., "Unmasking Clever Hans predictors and assessing what machines really
        learn", Nature Communications 2019, Methods, doi:10.1038/s41467-019-08987-4
    """
    x, weight, _ = given
    return _shared(run, relevance, [(torch.ones_like(x), torch.ones_like(weight), None)])


def of_convolutions(composite: Composite) -> Rule:
    """Return the rule that convolutions follow."""
    return alpha2_beta1 if composite == "epsilon_alpha2_beta1" else z_plus


def ruled(rule: Rule, run: Run, x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """Return what a weighed operation gives, on the graph; it goes back by a rule."""
    with torch.no_grad():
        out = run(x, weight, bias)
    return _Back.apply(out, lambda r, a: (rule(run, r, (a, weight, bias)),), x)


def proportional(run: Callable[..., Tensor], *inputs: Tensor) -> Tensor:
    """Return what an operation without weights gives; each input gets back what it added."""
    with torch.no_grad():
        out = run(*inputs)

    def back(relevance: Tensor, *given: Tensor) -> tuple[Tensor, ...]:
        with torch.enable_grad():
            leaves = [one.detach().requires_grad_() for one in given]
            z = run(*leaves)
            slopes = torch.autograd.grad(z, leaves, relevance / _away_from_zero(z.detach()))
        return tuple(one.detach() * slope for one, slope in zip(leaves, slopes, strict=True))

    return _Back.apply(out, back, *inputs)


def unchanged(out: Tensor, x: Tensor) -> Tensor:
    """Return what an elementwise operation gave for x; all relevance passes to x."""
    return _Back.apply(out, lambda r, _x: (r,), x)


class _Back(torch.autograd.Function):
    """A known output whose inputs are given relevance instead of gradients."""

    @staticmethod
    def forward(ctx: Any, out: Tensor, back: Callable[..., tuple[Tensor, ...]], *x: Tensor) -> Any:
        ctx.back = back
        ctx.save_for_backward(*x)
        return out.clone()

    @staticmethod
    def backward(ctx: Any, *relevance: Tensor) -> tuple[Tensor | None, ...]:
        return None, None, *ctx.back(relevance[0], *ctx.saved_tensors)


def _terms(given: Term, *, for_it: bool) -> list[Term]:
    """Return the products of equal signs, or of unlike ones, with a bias of that sign."""
    x, weight, bias = given
    up, down = weight.clamp(min=0), weight.clamp(max=0)
    first, second = (up, down) if for_it else (down, up)
    kept = bias if bias is None else bias.clamp(min=0) if for_it else bias.clamp(max=0)
    return [(x.clamp(min=0), first, kept), (x.clamp(max=0), second, None)]


def _shared(run: Run, relevance: Tensor, terms: Sequence[Term]) -> Tensor:
    with torch.enable_grad():
        leaves = [x.detach().requires_grad_() for x, _, _ in terms]
        parts = [run(leaf, w, b) for leaf, (_, w, b) in zip(leaves, terms, strict=True)]
        z = torch.stack(parts).sum(0)
        slopes = torch.autograd.grad(z, leaves, relevance / _away_from_zero(z.detach()))
    each = [leaf.detach() * slope for leaf, slope in zip(leaves, slopes, strict=True)]
    return torch.stack(each).sum(0)


def _away_from_zero(z: Tensor) -> Tensor:
    return z + torch.where(z < 0, -STABILISER, STABILISER)
