"""Load weights into the network that they fit, or say in words why they do not fit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from torch import Tensor, nn

from viewer.core.errors import ArchitectureNeeded, UserError
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.recognising.architectures import Architecture, build
from viewer.engine.models.recognising.grey import grey_rule, take_grey
from viewer.engine.models.recognising.inference import infer
from viewer.engine.models.recognising.state_dict import Weights
from viewer.engine.models.recognising.wrappings import todays_name
from viewer.engine.models.zoo.published import input_rule


def recognise(weights: Weights, path: Path) -> tuple[Weights, str]:
    """Return weights as the one network that they fit names them, and that network's name.

    Raises:
        ArchitectureNeeded: they fit several networks, or none.
    """
    found = infer(weights.tensors)
    exact = [one for one in found.candidates if one.exact]
    if found.certain or len(exact) == 1:
        best = exact[0]
        notes = (*weights.notes, found.sentence)
        return Weights(best.fit(weights.tensors), weights.sha256, notes), best.architecture
    error = ArchitectureNeeded(
        f"“{path.name}” holds weights, but does not say of which architecture.",
        hint=f"{found.sentence} Name it with --arch, for example --arch resnet18.",
    )
    error.candidates = tuple(one.architecture for one in found.candidates)
    raise error


def fit_weights(
    weights: Weights, architecture: Architecture, *, title: str, source: str
) -> OpenedModel:
    """Build the network that the weights fit and load them.

    Raises:
        UserError: names or shapes differ; the sentence tells the first ones.
    """
    tensors = {todays_name(name): t for name, t in weights.tensors.items()}
    module, _ = build(architecture, tensors)
    grey = take_grey(module, tensors)
    check_fit(module.state_dict(), tensors, name=architecture.name, source=source)
    module.load_state_dict(_of_today(module, tensors), strict=True, assign=True)
    rule = input_rule(architecture, weights.sha256)
    return OpenedModel(
        module=module,
        title=title,
        rule=grey_rule(rule) if grey else rule,
        weights_sha256=weights.sha256,
        architecture=architecture.spelled,
        notes=weights.notes,
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
    hint: str = "Name the architecture they were trained with: --arch NAME.",
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
