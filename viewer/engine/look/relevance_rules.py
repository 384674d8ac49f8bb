"""Rules by which an operation hands relevance back to what it was given.

All share relevance in proportion to what each input adds: with z_j = sum_i z_ij, input i gets
R_i = sum_j z_ij / z_j * R_j. They differ in which z_ij are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor

from viewer.methods.look import Composite, Limits

STABILISER = 1e-6  # added to z_j, away from zero
GAMMA = 0.25  # how much more counts what pulls a value the way it went

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


def gamma(run: Run, relevance: Tensor, given: Term) -> Tensor:
    """Count everything, and what pulls a value the way it went a quarter more.

    Where z_j > 0: z_ij = a_i w_ij + g relu(a_i w_ij), and likewise what is negative where z_j < 0.

    Source: Montavon et al., "Layer-Wise Relevance Propagation: An Overview", 2019, section 10.2.3;
        for inputs of both signs as in Andeol et al., "Learning Domain Invariant Representations by
        Joint Wasserstein Distance Minimization", 2021, arXiv:2106.04923
    """
    out = run(*given)
    upwards = _shared(run, relevance * (out > 0), _pulled(given, upwards=True))
    return upwards + _shared(run, relevance * (out < 0), _pulled(given, upwards=False))


def z_box(limits: Limits) -> Rule:
    """Return the rule of pixels between limits l and h: z_ij = a_i w_ij - l w_ij+ - h w_ij-.

    Source: Montavon et al., "Explaining nonlinear classification decisions with deep Taylor
        decomposition", Pattern Recognition 2017, the z^B-rule, arXiv:1512.02479
    """

    def rule(run: Run, relevance: Tensor, given: Term) -> Tensor:
        x, weight, _ = given
        low, high = (one.to(x).expand_as(x) for one in limits)
        up, down = weight.clamp(min=0), weight.clamp(max=0)
        return _shared(run, relevance, [(x, weight, None), (low, -up, None), (high, -down, None)])

    return rule


class Rules(NamedTuple):
    """The rules of a composite; dense layers follow epsilon in all of them."""

    convolutions: Rule
    first: Rule | None = None  # of the first layer, where it has one of its own
    first_may_be_dense: bool = False


def rules_of(composite: Composite, limits: Limits | None) -> Rules:
    """Return the rules of a composite.

    Args:
        composite: which one.
        limits: what black and white are to the model, (C, 1, 1) each; where the composite has a
            box of pixels.
    """
    if composite == "epsilon_gamma_box":
        assert limits is not None  # noqa: S101 - its method has them
        return Rules(gamma, z_box(limits))
    if composite == "epsilon_plus_flat":
        return Rules(z_plus, flat, first_may_be_dense=True)
    return Rules(alpha2_beta1 if composite == "epsilon_alpha2_beta1" else z_plus)


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


def _pulled(given: Term, *, upwards: bool) -> list[Term]:
    """Return the products by the sign of the input, the stronger where they pull one way."""
    x, weight, bias = given
    stronger = [weight + GAMMA * weight.clamp(min=0), weight + GAMMA * weight.clamp(max=0)]
    first, second = stronger if upwards else stronger[::-1]
    if bias is not None:
        bias = bias + GAMMA * (bias.clamp(min=0) if upwards else bias.clamp(max=0))
    return [(x.clamp(min=0), first, bias), (x.clamp(max=0), second, None)]


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
