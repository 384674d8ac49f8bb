"""What a figure hands out besides itself: words to copy, and raw data to write."""

from __future__ import annotations

from collections.abc import Sequence

from viewer.core.asks.records import ExplainedPicture, HeatMap
from viewer.core.asks.requests import ExplainRequest
from viewer.core.errors import UserError
from viewer.core.models.typed_target import spelled_of
from viewer.figure.choices import DataKind, WordsKind
from viewer.figure.prose import bibtex, caption, methods_sentence
from viewer.figure.provenance import keyed_maps
from viewer.figure.python_script import python_script
from viewer.figure.raw_data import pack_csv, pack_npy, pack_npz, pack_tiff
from viewer.figure.style import FigureStyle


def words_of(kind: WordsKind, explanations: Sequence[ExplainedPicture], style: FigureStyle) -> str:
    """Return words about a figure.

    Raises:
        UserError: there is no map, or none that the library can reproduce.
    """
    _first_map(explanations)
    if kind == "caption":
        return caption(explanations, style)
    if kind == "methods":
        return methods_sentence(explanations, style.heat)
    if kind == "bibtex":
        return bibtex([heat.row for each in explanations for heat in each.maps])
    return python_script(explanations[0], _first_map(explanations))


def data_of(
    kind: DataKind, requests: Sequence[ExplainRequest], explanations: Sequence[ExplainedPicture]
) -> bytes:
    """Return raw data as the bytes of a file; of a single map, it is the first one.

    Raises:
        UserError: there is no map.
    """
    first = _first_map(explanations)
    if kind == "csv":
        return pack_csv(explanations)
    if kind == "npy":
        return pack_npy(first)
    if kind == "tiff":
        return pack_tiff(first)
    several = len({request.image for request in requests}) > 1
    spelled = [
        spelled_of(request.target, each.model)
        for request, each in zip(requests, explanations, strict=True)
    ]
    names = [f"{request.image.path.name}/" if several else "" for request in requests]
    asked = [f"{name}{target}" for name, target in zip(names, spelled, strict=True)]
    return pack_npz(keyed_maps(explanations, asked))


def _first_map(explanations: Sequence[ExplainedPicture]) -> HeatMap:
    for each in explanations:
        for heat in each.maps:
            return heat
    raise UserError("There is no heat map here.", hint="Choose a method that gives one.")
