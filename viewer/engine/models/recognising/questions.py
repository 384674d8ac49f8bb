"""Say what weights leave open of their network, and the next thing to do that works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from viewer.core.errors import ArchitectureNeeded
from viewer.engine.models.recognising.beside import listed
from viewer.engine.models.recognising.candidates import Candidate, Inference
from viewer.engine.models.recognising.own_heads import OFFERED, OwnHead

GIVE_CODE = "Give the code that builds it with --code FILE.py:NAME."
OR_CODE = "Or give the code that builds it with --code FILE.py:NAME."
MOST_OFFERED = 60
SMALL = "small"


def question(found: Inference, name: str) -> ArchitectureNeeded:
    """Ask about weights that do not tell their network.

    Args:
        found: what they may belong to.
        name: the file's.
    """
    exact = [one for one in found.candidates if one.exact]
    if found.asking and not exact:
        best = found.asking[0]
        error = unanswered(best, name)
        error.candidates = tuple(
            dict.fromkeys(text for one in found.asking for text in answers(one))
        )[:MOST_OFFERED]
        return error
    error = ArchitectureNeeded(
        f"“{name}” holds weights, but does not say of which architecture.",
        hint=_hint(found, exact),
    )
    error.candidates = tuple(
        one.architecture for one in found.candidates if one.exact or can_be_named(one)
    )
    return error


def can_be_named(candidate: Candidate) -> bool:
    """Tell whether weights open as this network where the user names it.

    All that differs then stands beside the network: it is left out, and that is told.
    """
    outside = {key.rpartition(".")[0] or key for key in candidate.outside}
    return bool(candidate.outside) and {*candidate.differing} <= outside


def unanswered(candidate: Candidate, name: str) -> ArchitectureNeeded:
    """Ask for what one network leaves open."""
    title, first = candidate.title, next(answers(candidate), candidate.architecture)
    if candidate.in_order and not candidate.tongue.in_order:
        return ArchitectureNeeded(
            f"“{name}” names its layers as no known network does; in order and sizes they are"
            f" those of {title}.",
            hint=f"If it is that network, say so with --arch {first}. {OR_CODE}",
        )
    if candidate.small and not candidate.tongue.small:
        return ArchitectureNeeded(
            f"“{name}” holds {title} with a first convolution of 3×3 instead of 7×7; whether it"
            " keeps the size, and a pooling follows, is not in the weights.",
            hint=f"If it keeps the size and none follows, say so with --arch {first}. {OR_CODE}",
        )
    if len(candidate.heads) > 1:
        told = ", ".join(f"{one.name} ({_sizes(one)})" for one in candidate.heads)
        return ArchitectureNeeded(
            f"“{name}” holds {title} with several heads: {told}.",
            hint=f"Say which one gives the answer, for example --arch {first}. {OR_CODE}",
        )
    return _gaps(candidate, next(iter(candidate.heads)), name)


def answers(candidate: Candidate) -> Iterator[str]:
    """Yield what a user may say of a network, as ``--arch`` takes it, the likeliest first."""
    small = (SMALL,) if candidate.small and not candidate.tongue.small else ()
    if not candidate.heads:
        yield "+".join((candidate.architecture, *small))
    for head in candidate.heads:
        chosen = (head.name,) if len(candidate.heads) > 1 else ()
        gaps = 0 if candidate.tongue.fill else len(head.gaps)
        for fill in _fills(gaps):
            words = ",".join((*small, *chosen, *fill))
            yield f"{candidate.architecture}+{words}" if words else candidate.architecture


def _fills(gaps: int) -> Iterator[tuple[str, ...]]:
    if not gaps:
        yield ()
        return
    yield from ((word,) for word in OFFERED)
    if gaps > 1:
        for at in range(gaps):
            yield tuple("relu" if n == at else "none" for n in range(gaps))


def _gaps(candidate: Candidate, head: OwnHead, name: str) -> ArchitectureNeeded:
    places = "; ".join(f"{one.sizes} … {other.sizes}" for one, other in head.gaps)
    first, others = next(answers(candidate)), ", ".join(OFFERED[1:])
    hints = [f"Say it with --arch {first}, or {others} in place of relu."]
    if len(head.gaps) > 1:
        several = ",".join(("relu", *("none" for _ in head.gaps[1:])))
        hints.append(f"Each place can have a word of its own ({several}), too.")
    return ArchitectureNeeded(
        f"“{name}” holds {candidate.title} with a head of its own; weights do not tell which"
        f" activation stands in these places: {places}.",
        hint=" ".join((*hints, OR_CODE)),
    )


def _sizes(head: OwnHead) -> str:
    return f"{head.layers[0].before}→{head.classes}"


def _hint(found: Inference, exact: Sequence[Candidate]) -> str:
    """Say how close the weights come, and what to do."""
    if exact:
        return f"{found.sentence} Name it with --arch, for example --arch {exact[0].architecture}."
    near = next(iter(found.candidates), None)
    if near is None:
        return f"{found.sentence} {GIVE_CODE}"
    if can_be_named(near):
        return (
            f"They are those of {near.title}, but for {listed(near.outside)}, whose use is not"
            f" known. If no answer depends on it, --arch {near.architecture} leaves it out."
            f" {OR_CODE}"
        )
    return " ".join((found.sentence, *near.differences, GIVE_CODE))
