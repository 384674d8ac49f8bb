"""Open a user's file: a whole network, an old one rebuilt, or weights with their architecture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch

from viewer.core.asks.references import ModelRef
from viewer.core.errors import ArchitectureNeeded, OwnClasses, UserError
from viewer.core.models.model_setup import ModelSetup
from viewer.core.stores.setup_memory import remembered_setup
from viewer.engine.look.first_look import DoesNotRun
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.recognising.candidates import Candidate
from viewer.engine.models.recognising.inference import infer
from viewer.engine.models.recognising.questions import OR_CODE
from viewer.engine.models.recognising.rebuilt import is_from_library, rebuild
from viewer.engine.models.recognising.state_dict import weights_of
from viewer.engine.models.recognising.weights import open_weights
from viewer.engine.models.users.allowing import allowing
from viewer.engine.models.users.hub_folder import open_told
from viewer.engine.models.users.model_file import Contents, read_model_file, weights_in
from viewer.engine.models.users.open_clip_folder import open_clip
from viewer.engine.models.users.own_code import ask, code_for, open_with_code
from viewer.engine.models.users.whole import open_whole
from viewer.engine.models.zoo.metadata import Metadata, read_config

SAVE_MODEL = (
    "Save the model itself where it is made: import torch; model.eval();"
    " torch.save(model, “model.pth”)."
)


def open_file(ref: ModelRef, device: torch.device) -> OpenedModel:
    """Open a whole network as it is, weights with their architecture, or with the user's code.

    Args:
        ref: the file, and what the user says of it.
        device: where a network that has to be tried is to compute.

    Raises:
        ArchitectureNeeded: the user must name an architecture, or code.
        UserError: the file cannot be opened.
    """
    path = weights_in(ref.path or Path())
    contents = read_model_file(path, lambda sha256: wished_weights(ref, sha256))
    code = ref.code or (None if ref.arch else code_for(contents))
    told = Metadata() if contents.payload.sketch is not None else read_config(path)
    try:
        if code is not None:
            opened = open_with_code(contents, code, device, ref.setup)
        else:
            arch = ref.arch or _told_architecture(contents, told)
            opened = open_contents(contents, path, arch, device, ref.setup)
    except UserError as error:
        if code is None and (ref.arch or not isinstance(error, ArchitectureNeeded)):
            raise
        raise ask(error, contents) from error
    names = contents.payload.class_names or told.class_names or opened.class_names
    rule = told.rule or opened.rule
    sets = contents.payload.sets
    return replace(
        opened,
        class_names=names,
        rule=rule if not ref.arch else opened.rule,
        weight_sets=sets.names,
        weight_set=sets.chosen,
    )


def wished_weights(ref: ModelRef, sha256: str) -> str:
    """Return the set of weights that the user wishes of a file: now, or as remembered."""
    setup = remembered_setup(sha256) if ref.setup is None else ref.setup
    return setup.weights if setup is not None else ""


def _told_architecture(contents: Contents, told: Metadata) -> str | None:
    """Return the network that a config.json names, if the weights fit it."""
    if not told.architecture:
        return None
    names = {one.architecture for one in _fitting(contents)}
    return told.architecture if told.architecture.partition(".")[0] in names else None


def _fitting(contents: Contents) -> list[Candidate]:
    """Return the networks that take the file's weights as they are, best first."""
    return [one for one in infer(weights_of(contents).tensors).candidates if one.exact]


def open_contents(
    contents: Contents,
    path: Path,
    arch: str | None,
    device: torch.device,
    setup: ModelSetup | None = None,
) -> OpenedModel:
    """Open what a file holds: a whole network, or weights with their architecture.

    Args:
        contents: the file's.
        path: the file.
        arch: the architecture, where it is known.
        device: where a network that has to be tried is to compute.
        setup: the user's word on it; None: as remembered for its weights.

    Raises:
        ArchitectureNeeded: the user must name an architecture, or code.
        UserError: the file cannot be opened.
    """
    if contents.payload.sketch is not None:
        return _open_network(contents, path, arch, device, setup)
    program = contents.payload.program
    try:
        opened = open_weights(weights_of(contents), path, arch)
    except ArchitectureNeeded as error:
        if not program and (told := _open_folder(contents, path, device)) is not None:
            return told
        if program:
            error.headline = (
                f"“{path.name}” is a {program} program; CamScope runs no code from files, and its"
                " weights fit no known network alone."
            )
            error.hint = f"{SAVE_MODEL} {OR_CODE}"
        raise
    if program and not arch:
        note = f"This is a {program} program, which was not run: only its weights were read."
        opened = replace(opened, notes=(note, *opened.notes))
    return opened


def _open_folder(contents: Contents, path: Path, device: torch.device) -> OpenedModel | None:
    """Open weights by what transformers or OpenCLIP has written beside them; None: nothing."""
    return open_told(contents, path, device) or open_clip(contents, path, device)


def _open_network(
    contents: Contents,
    path: Path,
    arch: str | None,
    device: torch.device,
    setup: ModelSetup | None,
) -> OpenedModel:
    """Open a file of a whole network: as it is, with today's code, or as the user says."""
    if arch:
        return rebuild(contents, path, arch)
    if contents.module is None:
        classes = getattr(contents.payload.refusal, "classes", ())
        if is_from_library(classes):
            return rebuild(contents, path)
        raise allowing(classes) or _own_classes(contents)
    try:
        return open_whole(contents.module, contents, device, setup)
    except DoesNotRun as error:
        described = contents.payload.sketch
        if described is None or not described.layers[0].type.startswith(("torchvision.", "timm.")):
            raise
        try:
            return rebuild(contents, path)
        except UserError as unknown:
            unknown.detail = error.detail
            old = isinstance(unknown, ArchitectureNeeded) and error.detail.startswith("Attr")
            raise (unknown if old else error) from None


def _own_classes(contents: Contents) -> OwnClasses:
    """Name the missing classes, and what can be done: their code, or a network they fit."""
    fitting = _fitting(contents)
    refusal = contents.payload.refusal
    hint = "Give your own code with --code FILE.py:NAME."
    if fitting:
        best = fitting[0]
        hint = (
            "Give your own code with --code FILE.py:NAME, or open its weights as"
            f" {best.title} (--arch {best.architecture})."
        )
    error = OwnClasses(refusal.headline if refusal else "", hint=hint)
    error.detail = refusal.detail if refusal else ""
    error.candidates = tuple(one.architecture for one in fitting)
    return error
