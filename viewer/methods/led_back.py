"""What the LRP methods share: the score is led back to the pixels, and none of it may get lost."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.methods.look import Composite, Limits, Prober, Step
from viewer.methods.pixels import summed

PASSES = 10  # a forward pass, and a way back that runs every layer up to five times


def led_back(probe: Prober, composite: Composite, limits: Limits | None = None) -> Iterator[Step]:
    """Lead the score back through every operation, shared out as the composite's rules say.

    R_i = sum_j z_ij / z_j * R_j, z_j = sum_i z_ij;   at the answer R = z ds/dz;   L = sum_c R_c

    What an input i adds to a value j counts as z_ij: of dense layers a_i w_ij (epsilon); of
    convolutions relu(a_i w_ij) (plus), or twice that less relu(-a_i w_ij) (alpha 2, beta 1), each
    over its own sum, or a quarter more of what pulls the way the value went (gamma). At the first
    layer it may be 1 (flat), or what the pixel has moved from black and white (box). Averages and
    sums share in proportion, activations and gates let all pass, and the largest value of a maximum
    takes all.

    Args:
        probe: the picture and the model.
        composite: which rules are followed.
        limits: what black and white are to the model, where the first layer's rule is the box.

    Returns:
        One step with a signed map of the input's size; its note tells how much arrived.

    Raises:
        UserError: the model has operations that no rule is known for, such as attention.

    Source: Bach et al., "On Pixel-Wise Explanations for Non-Linear Classifier Decisions by
        Layer-Wise Relevance Propagation", PLOS ONE 2015, eq. 58-60,
        doi:10.1371/journal.pone.0130140; composites as in Montavon et al., "Layer-Wise Relevance
        Propagation: An Overview", 2019, section 10.3
    """
    begun, found = probe.relevance(composite, limits)
    arrived = summed(found)
    note = (
        f"The map adds up to {float(arrived.sum()):.4g} of the {begun:.4g} that were led back.",
        "Biases take the rest; where more arrives, the rules do not fit this network.",
    )
    yield Step(1, 1, lambda: arrived, note)
