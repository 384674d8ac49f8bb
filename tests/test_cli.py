"""The command line: quick to answer, safe on any stream, and honest in its exit code."""

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from viewer import __version__, cli
from viewer.cli_export import FIGURES
from viewer.cli_parser import COMMANDS, parse
from viewer.core.asks.references import ModelRef
from viewer.core.maps.colour_maps import COLOUR_MAPS
from viewer.figure.choices import FIGURE_KINDS

REPOSITORY = Path(__file__).resolve().parent.parent
HEAVY = {"PySide6", "torch", "torchvision", "timm", "numpy", "cv2", "matplotlib", "rich"}
WATCH = (
    "import sys; from viewer.cli import main; code = main(sys.argv[1:]);"
    "print(sorted(m for m in sys.modules if '.' not in m), file=sys.stderr); sys.exit(code)"
)


def camscope(*arguments, script=WATCH, **environment):
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=REPOSITORY,
        env=os.environ | environment,
    )


def loaded(run):
    return set(re.findall(r"'(\w+)'", run.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "arguments", [["export", "--help"], ["--help"], ["--version"], ["inspect", "--help"]]
)
def test_help_and_version_load_nothing_heavy(arguments):
    run = camscope(*arguments)
    assert run.returncode == 0, run.stderr
    assert not HEAVY & loaded(run)
    assert run.stdout


def test_a_usage_error_loads_nothing_heavy_and_is_one_sentence():
    run = camscope("export", "x.png")
    assert run.returncode == 2
    assert not HEAVY & loaded(run)
    assert run.stdout == ""
    (sentence,) = [line for line in run.stderr.splitlines() if line.startswith("camscope: ")]
    assert "--out" in sentence


def test_the_methods_need_neither_qt_nor_torch():
    run = camscope("methods")
    assert run.returncode == 0, run.stderr
    assert not {"PySide6", "torch"} & loaded(run)


def test_an_export_needs_no_qt(photo, tmp_path):
    run = camscope("export", str(photo), "--out", str(tmp_path / "out"))
    assert run.returncode == 0, run.stderr
    assert "torch" in loaded(run)
    assert not {"PySide6", "pyqtgraph"} & loaded(run)
    assert run.stdout == ""
    assert (tmp_path / "out" / "photo.png").is_file()


def test_output_survives_a_locale_without_unicode():
    run = camscope("export", "--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert run.returncode == 0, run.stderr
    assert r"C,\u2026" in run.stdout
    missing = camscope("export", "猫.png", "--out", "x", PYTHONIOENCODING="ascii")
    assert missing.returncode == 2
    assert r"\u732b" in missing.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGPIPE")
def test_a_reader_that_leaves_early_is_no_error():
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        run = subprocess.run(
            [sys.executable, "-m", "viewer", "methods"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
            cwd=REPOSITORY,
        )
    assert run.returncode == cli.PIPE_CLOSED
    assert run.stderr == b""


def test_no_console_is_no_error(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "argv", ["camscope-gui", "--version"])
    try:
        assert cli.main() == 0
    finally:
        sys.stdout.close()
        sys.stderr.close()


def test_the_version(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"CamScope {__version__}\n"


def test_help_names_every_command(capsys):
    assert cli.main(["--help"]) == 0
    text = capsys.readouterr().out
    assert all(f"  {name}" in text and help_text in text for name, help_text in COMMANDS.items())


@pytest.mark.parametrize(
    "option",
    [
        ["--dpi", "9"],
        ["--dpi", "x"],
        ["--opacity", "1.5"],
        ["--opacity", "nan"],
        ["--figure", "pie"],
        ["--lang", "tlh"],
        ["--input", "crop"],
        ["--fig", "none"],
    ],
)
def test_options_have_limits(option, capsys):
    assert cli.main(["export", "x.png", "--out", "y", *option]) == 2
    assert "camscope: " in capsys.readouterr().err


def test_everything_else_opens_the_window(monkeypatch):
    asked, models = [], []

    def run(paths, instance, model):
        asked.append((paths, instance is None))
        models.append(model)
        return 7

    monkeypatch.setitem(sys.modules, "viewer.app", SimpleNamespace(run=run))
    assert cli.main(["./export", "a.png"]) == 7
    assert cli.main([]) == 7
    assert cli.main(["--new-window", "b"]) == 7
    assert asked == [([Path("export"), Path("a.png")], False), ([], False), ([Path("b")], True)]
    assert models == [None] * 3
    assert cli.main(["--model", "net.pth", "--arch", "vgg11", "c.png"]) == 7
    assert models[-1] == ModelRef(source="file", path=Path("net.pth").absolute(), arch="vgg11")
    assert asked[-1][0] == [Path("c.png")]


def test_a_frozen_build_starts_itself_as_the_engine(monkeypatch):
    monkeypatch.setattr("viewer.engine.serve.server.main", lambda: 5)
    assert cli.main(["--engine"]) == 5


def test_the_parser_offers_what_there_is():
    assert set(FIGURES) == {*FIGURE_KINDS, "single", "none"}
    _, options = parse(["export", "a", "--out", "b"])
    assert (options.classes, options.methods) == (None, None)  # as suits the model
    assert (options.model, options.input, options.figure) == ("default", "default", None)


def test_help_names_every_colour_map(capsys):
    assert cli.main(["export", "--help"]) == 0
    text = capsys.readouterr().out
    assert all(row.key in text for row in COLOUR_MAPS)


@pytest.mark.parametrize("fault", [MemoryError(), RecursionError("deep"), OSError(28, "full")])
def test_a_fault_is_one_line_and_the_log_has_the_rest(fault, monkeypatch, capsys):
    from viewer import cli, paths

    def fail(_typed: object) -> int:
        raise fault

    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setitem(cli._COMMANDS, "methods", fail)
    assert cli.main(["methods"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("camscope: ")
    assert told.count("\n") == 1
    assert type(fault).__name__ in paths.log_file().read_text()
    monkeypatch.setenv("CAMSCOPE_DEBUG", "1")
    cli.main(["methods"])
    assert "Traceback" in capsys.readouterr().err


def test_a_tag_that_timm_does_not_know_is_a_sentence(capsys):
    from viewer.cli import main

    assert main(["inspect", "timm:resnet18.../x"]) == 2
    assert "The weights of resnet18.../x are not on this computer." in capsys.readouterr().err
