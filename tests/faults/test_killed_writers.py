"""Whoever writes may be killed at any moment: what is there is whole, and what was said is kept.

Three exports and five writers by default; ``CAMSCOPE_FUZZ=1`` kills thirty of each.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from viewer.cli import main
from viewer.core.stores.mark_store import MarkStore
from viewer.core.stores.setup_memory import remembered_setup
from viewer.session.session_file import read_session

ROOT = Path(__file__).resolve().parents[2]
LONG = bool(os.environ.get("CAMSCOPE_FUZZ"))
EXPORTS, WRITERS = (30, 30) if LONG else (3, 5)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(120 + 20 * EXPORTS),
    pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there"),
]
OTHERS = {"photo1.json": b'{"shapes": []}', "photo3.png": b"a mask", "notes.txt": b"mine"}
WRITE = """
import sys
from itertools import count
from pathlib import Path
from viewer.core.stores.mark_store import MarkStore
from viewer.core.models.model_setup import ModelSetup
from viewer.core.scene import Scene
from viewer.core.stores.setup_memory import remember_setup
from viewer.session.session_file import write_session
folder, turn = Path(sys.argv[1]), int(sys.argv[2])
for number in count(turn):
    path = Path(f"/{number}.png")
    MarkStore(folder / "marks.sqlite").change([path], [])
    print("marks", number, flush=True)
    write_session(Scene(image=path), folder / "x.camscope")
    print("session", number, flush=True)
    remember_setup("a" * 64, ModelSetup(class_names=(str(number),)))
    print("setup", number, flush=True)
"""


def test_exports_that_are_killed_leave_whole_files(photo_folder, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    for name, content in OTHERS.items():
        (out / name).write_bytes(content)
    arguments = ["export", str(photo_folder), "--maps", "--overlays", "--out", str(out)]
    chance = random.Random(5)
    for _ in range(EXPORTS):
        kill_export(arguments, after=chance.randrange(5), delay_s=chance.random() * 0.4)
        assert broken(out) == []
        assert {name: (out / name).read_bytes() for name in OTHERS} == OTHERS
        for draft in out.glob("*.part"):  # the next export need not wait until it is old enough
            long_ago = time.time() - 60
            os.utime(draft, (long_ago, long_ago))
    assert main(arguments) == 0
    stems = ("photo1-2", "photo2", "photo3-2", "photo10")
    overlays = ("_top_grad_cam.jpg", "_top_layer_cam.jpg")
    made = {f"{stem}{end}" for stem in stems for end in (".json", ".npz", ".png", *overlays)}
    assert {file.name for file in out.iterdir()} == made | set(OTHERS)
    assert broken(out) == []


def kill_export(arguments: list[str], *, after: int, delay_s: float) -> None:
    """Start an export and kill it a while after it has told of so many pictures."""
    command = [sys.executable, str(ROOT / "main.py"), *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        assert process.stderr is not None
        told = 0
        while told < after and (line := process.stderr.readline()):
            told += line.startswith(b"[")
        try:
            process.wait(delay_s)
        except subprocess.TimeoutExpired:
            process.kill()


def broken(out: Path) -> list[str]:
    """Return the names of the files that do not open; drafts and files of others do not count."""
    found: list[str] = []
    for file in out.iterdir():
        if file.name in OTHERS or file.suffix == ".part":
            continue
        try:
            match file.suffix:
                case ".json":
                    json.loads(file.read_bytes())
                case ".npz":
                    with np.load(file, allow_pickle=False) as maps:
                        assert all(np.isfinite(maps[key]).all() for key in maps)
                case _:
                    with Image.open(file) as image:
                        image.load()
        except (OSError, ValueError) as fault:
            found.append(f"{file.name}: {fault!r}")
    return found


def test_what_writers_have_said_before_they_were_killed_is_kept(tmp_path, own_folders):
    chance = random.Random(7)
    marked: set[Path] = set()
    turn = 0
    for _ in range(WRITERS):
        said = kill_writer(
            tmp_path, turn, after=chance.randrange(3, 60), delay_s=chance.random() / 50
        )
        marked |= {Path(f"/{number}.png") for number in range(turn, said["marks"] + 1)}
        store = MarkStore(tmp_path / "marks.sqlite")
        assert store.load() >= marked
        assert store.problem is None
        image = read_session(tmp_path / "x.camscope").image
        assert image is not None
        assert int(image.stem) in {said["session"], said["session"] + 1}
        setup = remembered_setup("a" * 64)
        assert setup is not None
        assert int(setup.class_names[0]) in {said["setup"], said["setup"] + 1}
        turn = said["marks"] + 1


def kill_writer(folder: Path, turn: int, *, after: int, delay_s: float) -> dict[str, int]:
    """Start a writer of marks, session and setup, and kill it; return what it last said of each."""
    command = [sys.executable, "-c", WRITE, str(folder), str(turn)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(after)]
        try:
            process.wait(delay_s)
        except subprocess.TimeoutExpired:
            process.kill()
        lines += process.stdout.readlines()
    whole = [line.split() for line in lines if line.endswith(b"\n")]
    return {kind.decode(): int(number) for kind, number in whole}
