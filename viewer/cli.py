"""The public command line: open the window, or do the work without one."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from viewer.cli_parser import parse
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path

if TYPE_CHECKING:
    from viewer.core.asks.references import ModelRef

STOPPED = 130  # what a shell says of a program ended by Ctrl+C
PIPE_CLOSED = 141  # and of one whose reader has gone


def main(argv: list[str] | None = None) -> int:
    """Run CamScope.

    Args:
        argv: what is typed after the program's name; None: as the shell gives it.

    Returns:
        the exit code: 0 all done, 1 some pictures failed, 2 wrong usage or model.
    """
    _make_streams_safe()
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except UserError as error:
        sys.stderr.write(f"camscope: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("camscope: Stopped.\n")
        return STOPPED
    except BrokenPipeError:
        # Python flushes once more when it ends; that must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except SystemExit as leaving:  # argparse has said what there is to say
        return leaving.code if isinstance(leaving.code, int) else 2
    except Exception as fault:
        if sys.excepthook is not sys.__excepthook__:  # the window's, which writes the log
            raise
        from viewer.core.unforeseen import fault_words

        sys.stderr.write(fault_words(fault))
        return 1
    return code


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["--engine"]:  # a frozen build starts itself as the engine's process
        from viewer.engine.serve.server import main as serve

        return serve()
    if arguments[:1] == ["--fetch"]:  # and as a download's process
        from viewer.engine.serve.fetching import main as fetch

        return fetch()
    if arguments[:1] == ["--evaluate"]:  # and as an evaluation's
        from viewer.evaluate.process import main as measure

        return measure()
    if arguments[:1] == ["--worker"]:  # and as one of an export's processes
        from viewer.batch.worker_process import main as work

        _make_log_safe()
        return work()
    command, options = parse(arguments)
    _make_log_safe()
    if device := getattr(options, "device", None):
        os.environ["CAMSCOPE_DEVICE"] = device  # read wherever an engine is made
    for file in getattr(options, "method_file", None) or ():
        from viewer.core.stores.method_files import allow_methods

        allow_methods(file)  # who types its name lets it run
    for listed in getattr(options, "allow", None) or ():
        from viewer.core.stores.allowed_packages import allow_by_name

        for name in _listed(listed):
            allow_by_name(name)
    if getattr(options, "half", False):
        os.environ["CAMSCOPE_HALF"] = "1"
    return _COMMANDS[command](options)


def _inspect(typed: argparse.Namespace) -> int:
    from viewer.batch.tables import print_model

    return print_model(_model(typed), as_json=typed.json)


def _methods(_typed: argparse.Namespace) -> int:
    from viewer.batch.method_list import print_methods

    return print_methods()


def _download(typed: argparse.Namespace) -> int:
    from viewer.batch.fetch import fetch_weights

    return fetch_weights(typed.model)


def _models(typed: argparse.Namespace) -> int:
    from viewer.batch.tables import print_models

    return print_models(typed.filter)


def _open_window(typed: argparse.Namespace) -> int:
    """Open the window, or let the one that is open show the paths: that needs no widgets."""
    from viewer.core.asks.references import ModelRef
    from viewer.core.models.model_text import model_to_text

    _check_desktop()
    from viewer.instance import Instance  # brings Qt, which may lack what was just looked for

    model = ModelRef.parse(typed.model, typed.arch) if typed.model else None
    instance = None if typed.new_window else Instance()
    line = model_to_text(model) if model is not None else ""
    if instance is not None and not instance.claim(typed.paths, line):
        return 0
    gc.disable()  # until the window is painted: there is no garbage in what is being loaded
    from viewer.app import run

    return run(typed.paths, instance, model)


def _check_desktop() -> None:
    """See that a window can be opened, before Qt ends the process over it.

    Raises:
        UserError: there is no display, or libraries are missing.
    """
    from viewer.desktop.libraries import has_display, missing_libraries, platforms, refusal

    if not has_display():
        raise UserError(
            "There is no display to open a window on.",
            hint="Use “camscope export PATH --out DIR” to make figures without one.",
        )
    if sys.platform.startswith("linux") and (missing := missing_libraries(platforms(os.environ))):
        headline, hint = refusal(missing)
        raise UserError(headline, hint=hint)


def _change_desktop(typed: argparse.Namespace) -> int:
    from viewer.desktop.install import install, starting_command, uninstall
    from viewer.paths import user_share

    if not sys.platform.startswith("linux"):
        raise UserError(
            "Menu entries are written on Linux only.",
            hint="On Windows and macOS the installer does it.",
        )
    share = typed.share or user_share()
    try:
        changed = install(share, starting_command()) if typed.install else uninstall(share)
    except OSError as error:
        raise UserError(f"“{error.filename}” cannot be written.", hint=str(error)) from error
    sys.stdout.writelines(f"{shown_path(path)}\n" for path in changed)
    return 0


def _export(typed: argparse.Namespace) -> int:
    from viewer.cli_export import export

    return export(typed, _model, _listed)


def _collect(typed: argparse.Namespace) -> int:
    from viewer.cli_collect import collect

    return collect(typed)


def _evaluate(typed: argparse.Namespace) -> int:
    from viewer.cli_evaluate import evaluate

    return evaluate(typed, _model, _listed)


def _report(typed: argparse.Namespace) -> int:
    from viewer.cli_report import report

    return report(typed, _model, _listed)


def _concepts(typed: argparse.Namespace) -> int:
    from viewer.cli_concepts import concepts

    return concepts(typed, _model)


def _model(typed: argparse.Namespace) -> ModelRef:
    """Return the model that is meant; who types the name of code allows it to run."""
    from viewer.core.asks.references import ModelRef
    from viewer.core.files.own_code import OwnCode
    from viewer.core.files.shards import hash_model
    from viewer.core.models.typed_setup import typed_setup
    from viewer.core.stores.allowed_code import allow_code

    code = OwnCode.parse(typed.code) if typed.code else None
    ref = ModelRef.parse(typed.model, typed.arch, code)
    if code is not None:
        if ref.path is None:
            raise UserError("--code goes with a model's file.", hint="Name the file with --model.")
        allow_code(hash_model(ref.path), code)
    if typed.weights and ref.path is None:
        raise UserError("--weights goes with a model's file.", hint="Name the file with --model.")
    return replace(ref, setup=typed_setup(typed.labels, typed.setup, typed.weights, typed.answer))


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "": _open_window,
    "export": _export,
    "collect": _collect,
    "evaluate": _evaluate,
    "report": _report,
    "concepts": _concepts,
    "inspect": _inspect,
    "download": _download,
    "methods": _methods,
    "models": _models,
    "desktop": _change_desktop,
}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _make_log_safe() -> None:
    """Let no name in a warning reach a terminal as a control code."""
    import logging

    from viewer.core.log_lines import LogLines

    if logging.lastResort is not None:
        logging.lastResort.setFormatter(LogLines("%(message)s"))


def _make_streams_safe() -> None:
    """Let every text be written: on any locale, and where there is no console at all."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
