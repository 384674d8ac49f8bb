"""Load weights into the network that they fit, or say in words why they do not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputRule
from viewer.engine.models.input_guess import resized
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.recognising.architectures import (
    Architecture,
    BuiltNetwork,
    build,
    find_architecture,
)
from viewer.engine.models.recognising.assembling import assemble, decided
from viewer.engine.models.recognising.beside import listed
from viewer.engine.models.recognising.candidates import Candidate, Inference
from viewer.engine.models.recognising.grey import grey_rule, take_grey
from viewer.engine.models.recognising.inference import infer
from viewer.engine.models.recognising.plain_weights import PlainWeights, make_plain
from viewer.engine.models.recognising.questions import GIVE_CODE, can_be_named, question
from viewer.engine.models.recognising.state_dict import Weights
from viewer.engine.models.recognising.wrappings import todays_name
from viewer.engine.models.zoo.metadata import adapter_scale
from viewer.engine.models.zoo.published import input_rule

SMALL_SIDE = 32  # pixels; of networks for small pictures, where nothing else is known


def open_weights(weights: Weights, path: Path, arch: str | None) -> OpenedModel:
    """Open bare weights as the network that they fit, or as the one that the user names.

    Args:
        weights: a file's.
        path: the file.
        arch: a network as ``find_architecture`` reads it; None: the one that the weights tell.

    Raises:
        ArchitectureNeeded: they fit several networks, or none, or leave something open.
        UserError: they do not fit the network that is named.
    """
    plain = make_plain(weights.tensors, low_rank_scale=adapter_scale(path))
    found = infer(plain.tensors, tongue=plain.tongue)
    if not arch:
        best = found.best
        if best is None:
            raise question(found, path.name)
        named = find_architecture(best.architecture)
        return _assembled(weights, plain, best, named, path, told=found.sentence)
    named = find_architecture(arch)
    same = [one for one in found.candidates if one.architecture == _untagged(named)]
    for candidate in same:
        if not candidate.differing or can_be_named(candidate):
            return _assembled(weights, plain, candidate, named, path)
    title = f"{path.stem} ({named.name})"
    as_named = Weights(plain.tensors, weights.sha256, (*weights.notes, *plain.notes))
    opened = fit_weights(as_named, named, title=title, source=path.name, hint=_way_out(found))
    return replace(opened, rule=plain.sorted_out.rule(opened.rule))


def _assembled(
    weights: Weights,
    plain: PlainWeights,
    candidate: Candidate,
    architecture: Architecture,
    path: Path,
    *,
    told: str = "",
) -> OpenedModel:
    """Build a candidate's network and load its weights."""
    chosen, fill = decided(candidate, architecture.words, path.name)
    built, fitted, grey = assemble(chosen, plain.tensors, architecture, fill)
    module = built.module
    check_fit(module.state_dict(), fitted, name=architecture.name, source=path.name)
    _check_numbers(module.state_dict(), fitted, path.name)
    module.load_state_dict(_of_today(module, fitted), strict=True, assign=True)
    rule, sized = _rule(architecture, weights, built)
    rule = _small_rule(rule) if chosen.small else rule
    as_zoo = not (chosen.heads or chosen.small or chosen.headless)
    told_notes = (told, *_told(candidate, chosen)) if told else _told(candidate, chosen)
    return OpenedModel(
        module=module,
        title=f"{path.stem} ({architecture.name})",
        rule=plain.sorted_out.rule(grey_rule(rule) if grey else rule),
        weights_sha256=weights.sha256,
        architecture=architecture.spelled if as_zoo else "",
        notes=(*weights.notes, *told_notes, *sized, *plain.notes),
    )


def _told(candidate: Candidate, chosen: Candidate) -> tuple[str, ...]:
    """Say what was taken for the head, and what is left out."""
    notes = []
    if chosen.small:
        notes.append(
            f"Pictures are taken at {SMALL_SIDE}×{SMALL_SIDE} pixels, as networks with such a first"
            " layer are made for. Model > Model setup changes that."
        )
    if chosen.heads:
        layers = ", ".join(layer.sizes for layer in chosen.heads[0].layers)
        notes.append(f"Its head is the file's own, behind the network's pooling: {layers}.")
    others = [head.name for head in candidate.heads if head not in chosen.heads]
    if others:
        notes.append(f"Heads that are not asked: {listed(tuple(others))}.")
    if candidate.outside:
        notes.append(f"Left out, though their use is not known: {listed(candidate.outside)}.")
    return tuple(notes)


def _rule(
    architecture: Architecture, weights: Weights, built: BuiltNetwork
) -> tuple[InputRule, tuple[str, ...]]:
    """Return how pictures are prepared, at the size that the weights tell, and a note on that."""
    rule, side = input_rule(architecture, weights.sha256), built.side
    if side is None or rule.size == (side, side):
        return rule, ()
    note = (
        f"These weights are those of a network for pictures of {side}×{side} pixels: these are"
        " taken."
    )
    return resized(rule, (side, side), rule), (note,)


def _small_rule(rule: InputRule) -> InputRule:
    return replace(rule, size=(SMALL_SIDE, SMALL_SIDE), shorter_side=SMALL_SIDE)


def _untagged(architecture: Architecture) -> str:
    """Return a network's name without the tag of its published weights."""
    return architecture.spelled.partition(".")[0]


def _way_out(found: Inference) -> str:
    """Say what can be done with weights that do not fit the network that was named."""
    fitting = [one for one in found.candidates if not one.differing or can_be_named(one)]
    if fitting:
        return f"They fit {fitting[0].title}: --arch {fitting[0].architecture}."
    return GIVE_CODE


def fit_weights(
    weights: Weights,
    architecture: Architecture,
    *,
    title: str,
    source: str,
    hint: str = GIVE_CODE,
) -> OpenedModel:
    """Build the network that the weights fit and load them.

    Raises:
        UserError: names or shapes differ; the sentence tells the first ones.
    """
    tensors = {todays_name(name): t for name, t in weights.tensors.items()}
    built = build(architecture, tensors)
    module = built.module
    grey = take_grey(module, tensors)
    check_fit(module.state_dict(), tensors, name=architecture.name, source=source, hint=hint)
    _check_numbers(module.state_dict(), tensors, source)
    module.load_state_dict(_of_today(module, tensors), strict=True, assign=True)
    rule, sized = _rule(architecture, weights, built)
    return OpenedModel(
        module=module,
        title=title,
        rule=grey_rule(rule) if grey else rule,
        weights_sha256=weights.sha256,
        architecture=architecture.spelled,
        notes=(*weights.notes, *sized),
    )


def _check_numbers(wanted: Mapping[str, Tensor], found: Mapping[str, Tensor], source: str) -> None:
    """Refuse whole numbers in place of weights.

    Raises:
        UserError: there are some.
    """
    whole = [
        name
        for name, tensor in wanted.items()
        if tensor.is_floating_point() and not found[name].is_floating_point()
    ]
    if whole:
        kind = str(found[whole[0]].dtype).removeprefix("torch.")
        raise UserError(
            f"The weights in “{source}” were quantised: {whole[0]} holds whole numbers ({kind}).",
            hint="Open the model as it was before quantisation.",
        )


def _of_today(module: nn.Module, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return weights as a state dict of today's layers: some refuse one that tells no version."""
    state = module.state_dict()
    state.update(tensors)
    return state


def check_fit(
    wanted: Mapping[str, Tensor],
    found: Mapping[str, Tensor],
    *,
    name: str,
    source: str,
    hint: str = "",
) -> None:
    """Compare names and shapes of a network's entries with those found.

    Raises:
        UserError: they differ; the sentence tells the first ones, the detail all.
    """
    missing = [name for name in wanted if name not in found]
    extra = [name for name in found if name not in wanted]
    shapes = [
        f"{name} is {_shape(found[name])} instead of {_shape(wanted[name])}"
        for name in wanted
        if name in found and found[name].shape != wanted[name].shape
    ]
    if not (missing or extra or shapes):
        return
    parts = [
        *([f"{len(missing)} entries are missing ({_some(missing)})"] if missing else ()),
        *([f"{len(extra)} are not known ({_some(extra)})"] if extra else ()),
        *([f"{len(shapes)} have another shape ({_some(shapes)})"] if shapes else ()),
    ]
    raise UserError(
        f"The weights in “{source}” do not fit {name}: {'; '.join(parts)}.",
        hint=hint,
        detail="\n".join((*missing, *extra, *shapes)),
    )


def _shape(tensor: Tensor) -> str:
    return "×".join(map(str, tensor.shape)) or "a single value"


def _some(names: list[str]) -> str:
    return ", ".join(names[:2]) + (", …" if len(names) > 2 else "")
