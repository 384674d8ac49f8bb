"""Methods of other packages and of the user's files; a faulty one is told and left out."""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Callable, Container, Generator, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from typing import cast, get_args

from viewer.core.errors import Cancelled, UserError
from viewer.core.foreign_text import shown
from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import WAYS, Cost, MethodRow
from viewer.core.stores.method_files import method_files
from viewer.methods.look import Look, Step
from viewer.methods.method import Formula, Method
from viewer.methods.own_file import methods_in
from viewer.methods.own_function import method_of
from viewer.methods.registry import Registry, built_in

log = logging.getLogger(__name__)
GROUP = "camscope.methods"
KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
LONGEST_HELP = LONGEST_DETAIL = 500


def every_method() -> tuple[Registry, tuple[UserError, ...]]:
    """Return our methods, those of packages and of the user's files, and what is wrong with some.

    This runs the packages' and the files' code: it belongs into a process that computes, not into
    the window's.
    """
    found, problems = list(built_in().methods), list[UserError]()
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            method = _checked(point, {one.row.key for one in found})
        except (Exception, SystemExit) as error:  # a package's border: the others work without it
            log.info("the method %s (%s) cannot be used", point.name, point.value, exc_info=True)
            problems.append(
                UserError(
                    f"The method “{shown(point.name)}” of another package cannot be used.",
                    hint="Help > Show log tells why.",
                    detail=shown(f"{type(error).__name__}: {error}", LONGEST_DETAIL),
                )
            )
        else:
            found.append(method)
    faulty = list[UserError]()
    for file in method_files():
        try:
            found += methods_in(file, {one.row.key for one in found})
        except UserError as error:
            faulty.append(error)
    return Registry(tuple(found), tuple(faulty)), (*problems, *faulty)


def _checked(point: EntryPoint, taken: Container[str]) -> Method:
    """Load a method, and refuse what our own methods never are.

    Raises:
        TypeError, ValueError: it is no method, or its row and its functions disagree.
        Exception: whatever the package raises.
    """
    method = point.load()
    if inspect.isfunction(method):
        method = method_of(method, getattr(method, "row", None), key=point.name, package=point.name)
    if not isinstance(method, Method):
        raise TypeError(f"{point.value!r} is no viewer.methods.method.Method")
    if method.row.key in taken:
        raise ValueError(f"there is a method {method.row.key!r} already")
    package = f"{point.dist.name} {point.dist.version}" if point.dist else point.module
    row = replace(method.row, package=package)
    return _guarded(check(replace(method, row=_plain(row))))


def check(method: Method) -> Method:
    """Return a method whose row and functions agree.

    Raises:
        ValueError: they do not, or the row is not what others can rely on.
    """
    row = method.row
    one_pass = row.cost == "one pass"
    wrong = {
        "its key is no plain word": KEY.fullmatch(row.key) is None,
        "its cost is unknown": row.cost not in get_args(Cost),
        "it has no title or no help": not (row.title and row.help),
        "it needs either a formula or steps": (method.formula is None) == (method.steps is None),
        "only a formula takes one pass": one_pass != (method.formula is not None),
        "a formula looks at a layer": one_pass and not row.by_layer,
        "only formulas of gradients can be smoothed": bool(row.smoothable)
        and not (one_pass and row.gradients),
        "there is no such smoothing": not set(row.smoothable) <= set(WAYS),
        "smoothing is asked for, not given": row.by_views or row.eigen_smooth,
    }
    said = [words for words, is_so in wrong.items() if is_so]
    if said:
        raise ValueError(f"{row.key!r}: {', '.join(said)}")
    return method


def _plain(row: MethodRow) -> MethodRow:
    """Return a row of plain values only, whose words can be shown anywhere.

    Raises:
        TypeError: a value is of another kind than our own rows' values.
    """
    example = built_in().methods[0].row
    for field in fields(row):
        value: object = getattr(row, field.name)
        usual: object = getattr(example, field.name)
        kinds: set[type] = {str, type(None)} if field.name == "library" else {type(usual)}
        texts = cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()
        if type(value) not in kinds or not all(type(text) is str for text in texts):
            raise TypeError(f"{field.name} cannot be {value!r}")
    words = {name: shown(getattr(row, name)) for name in ("title", "paper", "link", "package")}
    papers = tuple(map(shown, row.papers))
    return replace(row, **words, papers=papers, help=shown(row.help, LONGEST_HELP))


def _guarded(method: Method) -> Method:
    """Return a method whose failures are told in words, and whose maps are maps."""
    formula, steps, row = method.formula, method.steps, method.row
    return replace(
        method,
        formula=formula and partial(_formula, formula, row),
        steps=steps and partial(_steps, steps, row),
    )


def _formula(formula: Formula, row: MethodRow, *given: Floats) -> Floats:
    with _failing_in_words(row):  # it may write into what it is given
        return _as_map(formula(*(np.copy(each) for each in given)))


def _steps(steps: Callable[[Look], Iterator[Step]], row: MethodRow, look: Look) -> Iterator[Step]:
    with _failing_in_words(row):
        for step in steps(look):
            yield Step(step.done, step.total, partial(_made, step, row))


def _made(step: Step, row: MethodRow) -> Floats:
    with _failing_in_words(row):
        return _as_map(step.make())


def _as_map(value: object) -> Floats:
    found = np.asarray(value, np.float32)
    if found.ndim not in {2, 3} or not found.size:
        raise ValueError(f"it gave an array of the shape {found.shape}")
    return found


@contextmanager
def _failing_in_words(row: MethodRow) -> Generator[None]:
    """Turn what another package's method raises into a sentence that names the package."""
    try:
        yield
    except (UserError, Cancelled, MemoryError):
        raise
    except Exception as error:
        if "out of memory" in str(error):
            raise  # the engine knows where there is more
        log.info("%s failed", row.key, exc_info=True)
        raise UserError(
            f"{row.title} failed on this picture.",
            hint=f"It is a method of the package “{row.package}”. Choose another one.",
            detail=repr(error),
        ) from error
