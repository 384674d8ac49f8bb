"""The list of modules whose every line is tested: a lost line is told, and a lost module."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from given_scripts import load_script

REPOSITORY = Path(__file__).parents[1]
covered = load_script("packaging/covered.py")


def test_a_line_that_no_test_runs_is_told_and_so_is_a_module_that_is_gone(tmp_path, monkeypatch):
    module = tmp_path / "module.py"
    module.write_text("def whole():\n    return 1\n\n\ndef half():\n    return 2\n")
    (tmp_path / "whole.py").write_text("import module\n\nmodule.whole()\n")
    command = [sys.executable, "-m", "coverage", "run", "--data-file", tmp_path / "data"]
    subprocess.run([*command, "--source", tmp_path, "whole.py"], cwd=tmp_path, check=True)
    monkeypatch.setattr(covered, "REPOSITORY", tmp_path)
    measured = covered.Coverage(data_file=str(tmp_path / "data"))
    measured.load()
    missing = covered.missing_lines(measured)
    assert missing == {"module.py": "6", "whole.py": ""}
    assert covered.fallen(["whole.py"], missing) == []
    lost = covered.fallen(["module.py", "whole.py", "gone.py"], missing)
    assert [line.split(":")[0] for line in lost] == ["module.py", "gone.py"]
    assert "line 6" in lost[0]


def test_every_listed_module_is_there():
    listed = covered.LIST.read_text(encoding="utf-8").split()
    assert [name for name in listed if not (REPOSITORY / name).exists()] == []
