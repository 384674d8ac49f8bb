"""Weights as a network has them: computed from their parts, in the zoo's words, nothing beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from torch import Tensor

from viewer.engine.models.recognising.beside import SortedOut, sort_out
from viewer.engine.models.recognising.products import folded
from viewer.engine.models.recognising.tongues import Tongue, tongue_of, translated


@dataclass(frozen=True, slots=True)
class PlainWeights:
    """Tensors by name, and what was done to get them."""

    tensors: dict[str, Tensor]
    tongue: Tongue
    sorted_out: SortedOut
    computed: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what was computed, whose names they were, and what is left out."""
        named = (
            (f"Its layers have another library's names: {self.tongue.title}.",)
            if self.tongue.title
            else ()
        )
        return (*named, *self.computed, *self.sorted_out.notes)


def make_plain(
    tensors: Mapping[str, Tensor], *, low_rank_scale: float | None = None
) -> PlainWeights:
    """Bring a file's tensors into the form in which networks are recognised.

    Raises:
        ArchitectureNeeded: weights are computed in a way that the file does not tell.
    """
    whole = folded(tensors, low_rank_scale=low_rank_scale)
    found = sort_out(whole.tensors)
    tongue, prefix = tongue_of(found.tensors)
    return PlainWeights(
        translated(found.tensors, tongue, prefix), tongue, found, computed=whole.notes
    )
