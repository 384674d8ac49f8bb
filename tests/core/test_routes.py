"""Replies go by their type to who takes them, and what was asked aside to who asks aside."""

from __future__ import annotations

import ast
from pathlib import Path

from given_records import given_model

from viewer.core.asks import routes as router
from viewer.core.asks.jobs import JOBS, UNASKED
from viewer.core.asks.messages import Notice
from viewer.core.asks.records import Failure, Finished
from viewer.core.asks.routes import Routes

VIEWER = Path(router.__file__).parents[1]
WINDOW_SIDE = [
    path
    for path in VIEWER.rglob("*.py")
    if path != Path(router.__file__) and not path.is_relative_to(VIEWER / "engine")
]


def test_each_receiver_hears_its_own_kind_in_order():
    routes, heard = Routes(), []
    routes.on(Finished, lambda reply: heard.append(("first", reply.serial)))
    routes.on(Failure, lambda failure: heard.append(("failure", failure.headline)))
    routes.on_each({Finished: lambda reply: heard.append(("second", reply.serial))})
    routes.deliver(Finished(serial=3))
    routes.deliver(Notice(headline="Nobody takes this."))
    assert heard == [("first", 3), ("second", 3)]
    routes.clear()
    routes.deliver(Finished(serial=4))
    assert len(heard) == 2


def test_what_is_asked_aside_is_heard_by_nobody_else():
    routes, window, aside = Routes(), [], []
    routes.on(object, window.append)
    routes.on(object, aside.append, aside=True)
    for serial in (1, -1):
        routes.deliver(Finished(serial=serial))
    model = given_model()
    routes.deliver(model)  # it answers no numbered request: it concerns both
    assert window == [Finished(serial=1), model]
    assert aside == [Finished(serial=-1), model]


def test_nobody_else_asks_what_kind_a_reply_is():
    """Outside the engine, which makes them, replies are told apart by their routes alone."""
    kinds = {kind.__name__ for job in JOBS.values() for kind in job.replies}
    kinds |= {kind.__name__ for kind in UNASKED}
    asked: list[str] = []
    for path in WINDOW_SIDE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "isinstance":
                told = {each.id for each in ast.walk(node.args[1]) if isinstance(each, ast.Name)}
                if told & kinds:
                    asked.append(f"{path.name}:{node.lineno}")
            if isinstance(node, ast.MatchClass) and getattr(node.cls, "id", "") in kinds:
                asked.append(f"{path.name}:{node.lineno}")
    assert not asked
