"""The table of jobs is whole, and what it says of each job is what happens."""

from __future__ import annotations

import ast
import dataclasses
import importlib
from pathlib import Path

import pytest

from viewer.core.asks import jobs
from viewer.core.asks.jobs import JOBS, ROWS, UNASKED, interrupts
from viewer.core.asks.layer_maps import ExplainLayers
from viewer.core.asks.messages import Cancel, ExplainAside, Neighbours, OpenModel
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.structure import DescribeModules
from viewer.core.asks.wire import RECORDS
from viewer.core.judging.verdicts import Judge
from viewer.core.models.zoo_entries import ListZoo
from viewer.engine.serve.handlers import HANDLERS
from viewer.engine.serve.inbox import Inbox

VIEWER = Path(jobs.__file__).parents[1]
REF = ModelRef()
REQUEST = ExplainRequest(image=ImageRef(path=Path("/a.png")), model=REF, serial=1)
ASIDE, NO_MORE = ExplainAside(request=REQUEST), ExplainAside(request=None)
MESSAGES = (
    OpenModel(ref=REF),
    REQUEST,
    ListZoo(),
    DescribeModules(ref=REF),
    ASIDE,
    ExplainLayers(request=REQUEST),
    Judge(model=REF, images=()),
)


def told_in(phrase: str) -> set[type]:
    """Every record of the core whose docstring begins so."""
    modules = [importlib.import_module(f"viewer.core.{p.stem}") for p in VIEWER.glob("core/*.py")]
    kinds = [kind for module in modules for kind in vars(module).values()]
    records = {kind for kind in kinds if isinstance(kind, type) and dataclasses.is_dataclass(kind)}
    return {kind for kind in records if (kind.__doc__ or "").startswith(phrase)}


def test_every_message_has_one_row_and_one_handler():
    messages = [row.message for row in ROWS]
    assert len(messages) == len(set(messages))
    assert told_in("To the engine:") <= set(messages)
    assert set(HANDLERS) == set(messages) == set(JOBS)


def test_every_reply_stands_in_a_row_or_among_the_unasked():
    told = {reply for row in ROWS for reply in row.replies} | set(UNASKED)
    assert told_in("From the engine:") <= told


def test_whatever_the_table_names_travels():
    for row in ROWS:
        for kind in (row.message, *row.replies):
            assert RECORDS[kind.__name__] is kind


def test_the_rows_name_only_what_has_a_row():
    for row in ROWS:
        named = {*row.yields_to, *row.outdated_by, *(row.put_back_unless or ())}
        assert named <= set(JOBS)


def test_the_most_urgent_is_taken_first():
    inbox = Inbox()
    for message in MESSAGES[3:]:  # what another request or model would drop is put after it
        inbox.put(message)
    inbox.put(MESSAGES[2])
    assert [inbox.take() for _ in MESSAGES[2:]] == list(MESSAGES[2:])


@pytest.mark.parametrize(
    ("comes", "dropped"),
    [
        (OpenModel(ref=REF), [ExplainRequest, DescribeModules, ExplainLayers]),
        (REQUEST, [ExplainLayers]),
        (Cancel(), [OpenModel, ExplainRequest]),
        (ListZoo(), []),
        (NO_MORE, []),
    ],
)
def test_what_outdates_what_waits(comes, dropped):
    inbox = Inbox()
    for message in MESSAGES:
        inbox.put(message)
    inbox.put(MESSAGES[1])
    for message in MESSAGES[3:]:
        inbox.put(message)
    assert [type(each) for each in inbox.drop_outdated(comes)] == dropped


def test_what_was_interrupted_waits_again_unless_it_is_outdated():
    again = {type(m) for m in MESSAGES if comes_back(m, ListZoo())}
    assert again == {DescribeModules, ExplainAside, ExplainLayers, Judge}
    assert not any(comes_back(m, OpenModel(ref=REF)) for m in MESSAGES[1:])
    assert not comes_back(ExplainLayers(request=REQUEST), REQUEST)
    assert comes_back(ASIDE, REQUEST)


def comes_back(message: object, waiting: object) -> bool:
    inbox = Inbox()
    inbox.put(waiting)
    inbox.put_back(message)
    inbox.take()
    return inbox.occupied


def test_what_interrupts_what():
    opening, explaining, aside = JOBS[OpenModel], JOBS[ExplainRequest], JOBS[ExplainAside]
    model, stop = MESSAGES[0], Cancel()
    assert [interrupts(m, opening) for m in (model, REQUEST, stop)] == [True, False, True]
    for running in (explaining, aside, JOBS[Judge], None):
        assert all(interrupts(m, running) for m in (model, REQUEST, stop))
        assert not any(interrupts(m, running) for m in (*MESSAGES[2:], Neighbours()))
    assert interrupts(NO_MORE, aside)
    assert not interrupts(NO_MORE, explaining)


def named(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def test_no_other_place_lists_the_messages():
    """A list, a tuple or a union of messages is knowledge that belongs in the table."""
    messages = {kind.__name__ for kind in JOBS}
    lists: list[str] = []
    for path in VIEWER.rglob("*.py"):
        if path == Path(jobs.__file__):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            listing = isinstance(node, ast.Tuple | ast.List | ast.Set | ast.BinOp)
            if listing and len(named(node) & messages) > 1:
                lists.append(f"{path.name}:{node.lineno}")
    assert not lists


def test_no_handler_asks_which_message_it_has():
    messages = {kind.__name__ for kind in JOBS}
    asked = [
        f"{path.name}:{node.lineno}"
        for path in (*VIEWER.glob("engine/*.py"), *VIEWER.glob("work/engine_[pt]*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "isinstance"
        and named(node.args[1]) & messages
    ]
    assert not asked
