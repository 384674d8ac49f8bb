"""Tests wait for a fact: a fixed time is too short on a busy machine, and too long on any other."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parent

# Where a test lets time pass, how often, and why.
FIXED = {
    "batch/shards/test_ray.py": (1, "asks again and again whether a cluster's head is there"),
    "batch/shards/test_real_slurm.py": (2, "asks again and again how far a job of Slurm's is"),
    "conftest.py": (1, "asks again and again whether threads and processes are gone"),
    "core/test_disk_questions.py": (1, "asks again and again whether a question has ended"),
    "e2e/test_dead_disk.py": (1, "asks again and again whether a question has ended"),
    "e2e/test_faults.py": (1, "goes on at a moment drawn by chance"),
    "given/given_slurm.py": (1, "asks again and again whether Slurm is there, or done"),
    "given/given_screen.py": (1, "asks again and again what is on the screen"),
    "e2e/test_received_files.py": (1, "stands for a disk that is slow until it is told otherwise"),
    "evaluate/test_evaluation.py": (1, "asks again and again whether scores are on the disk"),
    "faults/test_engine_deaths.py": (1, "kills at a moment drawn by chance"),
    "test_instance.py": (1, "asks again and again what other processes have done"),
    "work/test_engine_process.py": (1, "asks again and again whether a process is gone"),
    "work/test_explanations.py": (1, "asks as fast as a user steps on, not as fast as it can"),
}
SLEEPS = {"sleep", "msleep", "usleep", "qWait", "qSleep"}


def waits(tree: ast.AST) -> list[str]:
    """Return the calls that let time pass, whatever happens; a limit is none of them."""
    return [
        f"line {call.lineno}: {ast.unparse(call)}"
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and lets_time_pass(call)
    ]


def lets_time_pass(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    holder = ast.unparse(getattr(call.func, "value", call.func))
    return name in SLEEPS or (name == "wait" and holder == "qtbot")


def test_a_fixed_time_is_waited_only_where_there_is_a_reason():
    found = {
        path.relative_to(TESTS).as_posix(): calls
        for path in sorted(TESTS.rglob("*.py"))
        if (calls := waits(ast.parse(path.read_text(encoding="utf-8"))))
    }
    counted = Counter({name: len(calls) for name, calls in found.items()})
    listed = Counter({name: times for name, (times, _) in FIXED.items()})
    assert {name: found[name] for name in counted - listed} == {}
    assert listed - counted == Counter(), "these wait for a fact by now"


def test_every_way_to_wait_is_seen():
    code = (
        "qtbot.wait(100); time.sleep(1); sleep(0.1); QTest.qWait(5); QThread.msleep(3)\n"
        "gate.wait(10); qtbot.waitUntil(f); process.wait(5); thread.wait(500)\n"
    )
    assert len(waits(ast.parse(code))) == 5
