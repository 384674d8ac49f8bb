"""What is typed after “camscope export” to cut it into shards, from the plan to the exit code."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from given_shards import drawn_folder, results
from given_weights import random_weights

from viewer.cli import main

pytest.importorskip("pyarrow")


@pytest.fixture
def typed(tmp_path):
    """The command, without its options, and the folder that it writes to."""
    model = random_weights(tmp_path, "squeezenet1_1")
    pictures = drawn_folder(tmp_path / "pictures", 5)
    command = ["export", str(pictures), "--out", str(tmp_path / "out")]
    return [*command, "--model", str(model.path), "--arch", "squeezenet1_1"], tmp_path / "out"


def test_plan_shares_status_and_the_same_command_again(typed, capsys):
    command, out = typed
    assert main([*command, "--shards", "3", "--plan"]) == 0
    assert "6 pictures in 3 shards" in capsys.readouterr().out
    assert [path.name for path in out.glob("part-*")] == []
    assert main([*command, "--shard", "1/3", "--methods", "hires_cam"]) == 2
    assert "plan of another export: methods, suited differ" in capsys.readouterr().err
    assert main([*command, "--shard", "1/3"]) == 0
    assert main(["export", "--status", str(out)]) == 0
    assert "1 of 3 shards are done" in capsys.readouterr().out
    assert main(["export", "--out", str(out), "--shard", "0/1"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "[1/3] shard 1: done before"
    assert {"shard 0: 2 pictures, 1 failed", "shard 2: 2 pictures"} == {
        line.partition("] ")[2] for line in told[1:]
    }
    before = results(out)
    assert main([*command, "--shards", "3"]) == 1
    assert results(out) == before
    assert main(["export", "--status", str(out)]) == 1
    assert "1 failed: The picture is damaged or cut short. (broken.png)" in capsys.readouterr().out


def test_processes_write_overlays_beside_the_tables(typed):
    command, out = typed
    options = ("--shard-size", "3", "--jobs", "1", "--overlays", "--methods", "grad_cam")
    assert main([*command, *options]) == 1
    names = sorted(path.name for path in out.glob("files-0000*/*"))
    assert len(names) == 5 * 2
    assert {"00000001-p001.json", "00000001-p001_top_grad_cam.jpg"} < set(names)
    assert json.loads((out / "files-00000" / "00000001-p001.json").read_text())["predictions"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export", "--status", "nowhere"], "holds no plan"),
        (["export", "a.png"], "no folder to write to"),
        (["export", "--out", "nowhere"], "nothing to explain"),
        (["export", "--out", "nowhere", "--shards", "2"], "holds no plan"),
        (["export", "a.png", "--out", "o", "--shard", "2"], "names no share"),
    ],
)
def test_what_is_missing_is_told(arguments, told, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert told in capsys.readouterr().err


def test_a_plan_that_is_there_is_resumed_without_torch(undisturbed):
    code = (
        "import sys; from viewer.cli import main;"
        f"code = main(['export', '--out', {str(undisturbed)!r}]);"
        "sys.exit(code if 'torch' not in sys.modules else 9)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert run.returncode == 1, run.stderr
