"""Build a model with the user's own code, which the user has allowed, and load its weights as data.

This is the one place where code runs that is not CamScope's or its libraries'. It runs in the
engine's process only, and only if the user has allowed exactly this code for exactly this model.
"""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor, nn

from viewer.core.errors import ArchitectureNeeded, OwnClasses, UserError
from viewer.core.files.own_code import OwnCode, is_unchanged
from viewer.core.files.own_imports import OwnSources, read_sources
from viewer.core.foreign_text import shown, shown_path
from viewer.core.models.model_setup import ModelSetup
from viewer.core.stores.allowed_code import allowed_code
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.recognising.differences import adopt
from viewer.engine.models.recognising.signatures import COUNTER
from viewer.engine.models.recognising.weights import check_fit
from viewer.engine.models.recognising.wrappings import views
from viewer.engine.models.users.model_file import Contents
from viewer.engine.models.users.own_import import OwnImports
from viewer.engine.models.users.own_running import Printed, as_its_author
from viewer.engine.models.users.whole import open_whole
from viewer.engine.serve.light_import import ZOOS, import_lightly

Tensors = dict[str, Tensor]
CLASSES_NAMES = ("num_classes", "n_classes", "nb_classes", "num_labels", "classes", "out_features")
TOLD = 3


def open_with_code(
    contents: Contents, code: OwnCode, device: torch.device, setup: ModelSetup | None = None
) -> OpenedModel:
    """Build a model with the user's code and load the file's weights into it.

    Raises:
        OwnClasses: the user has not allowed this code for this model.
        UserError: the code fails, builds no model, or one that the weights do not fit.
    """
    sources = _allowed_sources(contents, code)
    found = contents.module.state_dict() if contents.module is not None else contents.tensors
    weights = dict(found or {})
    for zoo in ZOOS:  # most code uses them; on its own it would wait for the compiler too
        import_lightly(zoo)
    printed = Printed(code.path)
    with as_its_author(code.path, printed):
        module = _build(_run(sources, code, printed), weights, code)
    changes: list[str] = []
    described = contents.payload.sketch
    if described is not None and module.state_dict().keys() == weights.keys():
        changes = list(adopt(described, module, own=True))
    opened = open_whole(module, contents, device, setup)
    note = f"Built by {code.name} in “{code.path.name}”; the file's weights were loaded into it."
    more = f"It differs from the file: {'; '.join(changes[:TOLD])}." if changes else ""
    return replace(opened, code=code, notes=tuple(filter(None, (note, more, *opened.notes))))


def code_for(contents: Contents) -> OwnCode | None:
    """Return the code that the user has allowed for a file before, if it is unchanged."""
    code = allowed_code(contents.sha256)
    return code if is_unchanged(code) else None


def _allowed_sources(contents: Contents, code: OwnCode) -> OwnSources:
    """Return the code's text and that of what it imports, if the user has allowed just this."""
    sources = read_sources(code.path)
    if allowed_code(contents.sha256) == code and sources.sha256 == code.sha256:
        return sources
    raise OwnClasses(
        f"You have not allowed “{shown_path(code.path.name)}”, as it is now, to build this model.",
        hint="Choose it again, if you trust it.",
    )


def _run(sources: OwnSources, code: OwnCode, printed: Printed) -> object:
    """Run the user's file and return what stands under the name."""
    imports = OwnImports(sources, {"print": printed.print})
    imports.install()
    with _told(code):
        module = imports.run()
    if code.name not in vars(module):
        raise UserError(
            f"“{shown_path(code.path.name)}” has no “{shown(code.name)}”.",
            hint="Choose another name.",
        )
    return vars(module)[code.name]


@contextmanager
def _told(code: OwnCode) -> Iterator[None]:
    """Turn whatever the user's code raises into one sentence."""
    try:
        yield
    except UserError:
        raise
    except (Exception, SystemExit) as error:
        at = [
            one
            for one in traceback.extract_tb(error.__traceback__)
            if one.filename == str(code.path)
        ]
        name, said = shown_path(code.path.name), f"{type(error).__name__}: {shown(str(error))}"
        headline = f"Your code in “{name}” failed: {said}"
        if at:
            headline = f"Your code in “{name}” failed in line {at[-1].lineno}: {said}"
        raise UserError(
            headline,
            hint="Change it, or choose another class or function.",
            detail=traceback.format_exc()[-4000:],
        ) from error


def _build(factory: object, weights: Tensors, code: OwnCode) -> nn.Module:
    """Try the factory without arguments, then with the number of classes, until weights fit."""
    misfit: UserError | None = None
    for given in _arguments(factory, weights, code):
        with _told(code):
            module = factory(**given) if callable(factory) else factory
        if not isinstance(module, nn.Module):
            raise UserError(
                f"{code.name} in “{code.path.name}” gives no model but a {type(module).__name__}.",
                hint="Choose a class of layers, or a function that returns a model.",
            )
        try:
            _load(module, weights, code)
        except UserError as error:
            misfit = misfit or error
        else:
            return module
    raise misfit or UserError(
        f"{code.name} in “{code.path.name}” needs arguments that CamScope cannot know.",
        hint="Write a function without arguments that returns the model, and choose that.",
    )


def _arguments(factory: object, weights: Tensors, code: OwnCode) -> Iterator[dict[str, Any]]:
    """Yield what the factory may be called with."""
    if isinstance(factory, nn.Module):
        yield {}
        return
    if not callable(factory):
        raise UserError(f"{code.name} is no class and no function.", hint="Choose another name.")
    classes = next((t.shape[0] for t in reversed(weights.values()) if t.ndim), 0)
    for given in ({}, *({name: classes} for name in CLASSES_NAMES)):
        if _takes(factory, given):
            yield given


def _takes(factory: Callable[..., Any], given: dict[str, Any]) -> bool:
    """Tell whether a call has every argument it needs, and none that is unknown by name."""
    try:
        signature = inspect.signature(factory)
        signature.bind(**given)
    except (TypeError, ValueError):
        return False
    return all(name in signature.parameters for name in given)


def _load(module: nn.Module, weights: Tensors, code: OwnCode) -> None:
    """Load weights under the names they fit, without prefixes where these were a wrapper's."""
    wanted = module.state_dict()
    counters = {key: t for key, t in wanted.items() if key.endswith(COUNTER)}  # not in old files
    readings = [weights, *({k: weights[v] for k, v in view.items()} for view in views(weights))]
    full: list[Tensors] = [{**counters, **one} for one in readings]
    tensors = next((one for one in full if one.keys() == wanted.keys()), full[0])
    hint = "Choose the class or the function that the model was trained with."
    check_fit(wanted, tensors, name=code.name, source="the model's file", hint=hint)
    module.load_state_dict(tensors, strict=True)


def ask(error: UserError, contents: Contents) -> ArchitectureNeeded:
    """Turn what went wrong into a question: the user may choose other code, or a network."""
    question = error if isinstance(error, ArchitectureNeeded) else OwnClasses(error.headline)
    question.hint, question.detail = error.hint, error.detail
    question.sha256 = contents.sha256
    if isinstance(question, OwnClasses):
        question.classes = getattr(contents.payload.refusal, "classes", ())
    before = allowed_code(contents.sha256)
    if before is not None and code_for(contents) is None:
        file = shown_path(before.path.name)
        question.headline = (
            f"“{file}”, or what it imports, has changed since it was allowed to build this model."
        )
    return question
