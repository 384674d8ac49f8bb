"""No foreign module called “viewer” runs in place of CamScope, wherever it lies."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from viewer import __version__, paths

REPOSITORY = Path(__file__).resolve().parent.parent
HOSTILE = "import pathlib; pathlib.Path(__file__).with_name('RAN').touch(); raise SystemExit(7)\n"
SCRIPT = "import sys; from camscope import main; sys.exit(main())"  # as installers write it
OTHERS = ("viewer.py", "viewer/__init__.py", "viewer/cli.py")


@pytest.fixture(params=["module", "package"])
def hostile(request, tmp_path):
    """A working folder, which is on the path too, with somebody's code called “viewer”."""
    for name in OTHERS[:1] if request.param == "module" else OTHERS[1:]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(HOSTILE)
    return tmp_path


def start(hostile, *command, code=0):
    path = os.pathsep.join([str(hostile), str(REPOSITORY)])
    done = subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=hostile,
        env=os.environ | {"PYTHONPATH": path, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == code, done.stderr
    assert not [*hostile.rglob("RAN")]
    return done


@pytest.mark.parametrize(
    "command",
    [
        ["-c", SCRIPT],
        ["-m", "camscope"],
        [str(REPOSITORY / "main.py")],
        ["-P", str(REPOSITORY / "main.py")],
        ["-P", str(REPOSITORY / "camscope" / "starting.py")],
    ],
    ids=["console script", "-m", "main.py", "-P main.py", "-P starting.py"],
)
def test_every_start_takes_our_own_package(hostile, command):
    done = start(hostile, *command, "--version")
    assert done.stdout == f"CamScope {__version__}\n"
    told = done.stderr.splitlines()
    main_goes_first = command == [str(REPOSITORY / "main.py")] or command[-1].endswith("main.py")
    assert len(told) == (0 if main_goes_first else 1)
    assert all("Another module called “viewer” is not used" in line for line in told)


@pytest.mark.parametrize("command", [paths.engine_command, paths.download_command])
def test_the_processes_that_we_start_are_our_own(hostile, command):
    program, *arguments = command()
    assert program == sys.executable
    done = start(hostile, *arguments)
    assert "Another module" not in done.stderr


def test_one_that_is_loaded_already_is_told(tmp_path):
    (tmp_path / "viewer.py").write_text("x = 1\n")
    done = start(tmp_path, "-c", f"import viewer; {SCRIPT}", "--version", code=2)
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "is loaded already" in line
    assert "viewer.py" in line


def test_without_another_nothing_is_told(tmp_path):
    assert start(tmp_path, "-m", "camscope", "--version").stderr == ""
