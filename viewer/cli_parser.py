"""What may be typed after ``camscope``: read without loading anything heavy."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from viewer import __version__
from viewer.core.foreign_text import LONGEST_SENTENCE, shown
from viewer.core.models.model_setup import ANSWER_KINDS

COMMANDS = {
    "export": "write figures, recipes and raw maps of pictures, without a window",
    "collect": "gather the results of an export in shards into one file or folder",
    "evaluate": "measure which methods and layers serve a model best, on a folder",
    "report": "write a finished report: Word, HTML, Markdown, LaTeX or PowerPoint",
    "concepts": "find what a layer sees in a picture, and which classes each of it speaks for",
    "inspect": "print a model, its layers with output shapes, classes and input",
    "download": "download the published weights of a model, and continue what was stopped",
    "methods": "print the table of methods",
    "models": "print the models that can be opened by name",
    "desktop": "put CamScope into this user's menu and file manager, or take it out",
}


OWN_OPTIONS = ("export", "collect", "evaluate", "report", "concepts")  # viewer/cli_….py adds them
WITH_MODEL = ("export", "evaluate", "report", "concepts")


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in CamScope's own way."""

    def error(self, message: str) -> NoReturn:
        """Print one sentence and leave with 2."""
        told = shown(message, LONGEST_SENTENCE)
        sys.stderr.write(f"{self.format_usage()}camscope: {told}\n")
        sys.exit(2)


def parse(arguments: list[str]) -> tuple[str, argparse.Namespace]:
    """Return the command, empty for the window, and its arguments.

    Raises:
        SystemExit: help or the version was printed (0), or the usage is wrong (2).
    """
    if arguments and arguments[0] in COMMANDS:
        command, *rest = arguments
        return command, _parser_of(command).parse_args(rest)
    return "", _window_parser().parse_args(arguments)


def _window_parser() -> Parser:
    listed = "\n".join(f"  {name:<9} {text}" for name, text in COMMANDS.items())
    parser = Parser(
        prog="camscope",
        usage="camscope [--model SPEC] [--new-window] [PATH ...]\n       camscope COMMAND ...",
        description="See why an image model decided as it did. Opens the window on a folder or\n"
        "on pictures; a command does its work without a window.",
        epilog=f"commands:\n{listed}\n\n“camscope COMMAND --help” tells more of each. "
        "A folder called “export” opens as ./export.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a folder, or pictures")
    text = f"what to open: {_MODEL_HELP} (default: the model that was open last)"
    parser.add_argument("--model", metavar="SPEC", help=text)
    _add_architecture(parser)
    _add_device(parser)
    text = "open another window, also where one is open already"
    parser.add_argument("--new-window", action="store_true", help=text)
    parser.add_argument("--version", action="version", version=f"CamScope {__version__}")
    return parser


def _parser_of(command: str) -> Parser:
    parser = Parser(
        prog=f"camscope {command}",
        description=f"{COMMANDS[command].capitalize()}.",
        allow_abbrev=False,
    )
    if command in OWN_OPTIONS:
        getattr(import_module(f"viewer.cli_{command}"), f"add_{command}")(parser)
    if command in WITH_MODEL:
        text = f"{_MODEL_HELP} (default: default)"
        parser.add_argument("--model", default="default", metavar="SPEC", help=text)
        _add_architecture(parser)
        _add_device(parser)
    elif command == "inspect":
        parser.add_argument("model", metavar="MODEL", help=_MODEL_HELP)
        _add_architecture(parser)
        parser.add_argument("--json", action="store_true", help="the same as data")
    elif command == "desktop":
        _add_desktop(parser)
    elif command == "methods":
        _add_method_file(parser)
    elif command == "download":
        text = "zoo:NAME (torchvision) or timm:NAME; “camscope models” lists them"
        parser.add_argument("model", metavar="MODEL", help=text)
    elif command == "models":
        text = "part of a name, or a pattern such as resnet*"
        parser.add_argument("filter", nargs="?", default="", metavar="FILTER", help=text)
    return parser


def _add_desktop(parser: Parser) -> None:
    choice = parser.add_mutually_exclusive_group(required=True)
    text = "write menu entries, icons and the type of .camscope files"
    choice.add_argument("--install", action="store_true", help=text)
    text = "remove them again"
    choice.add_argument("--uninstall", action="store_true", help=text)
    text = "share folder to write below (default: this user's, ~/.local/share)"
    parser.add_argument("--share", type=Path, metavar="DIR", help=text)


_MODEL_HELP = "default, zoo:NAME, timm:NAME, or a file"


def _add_device(parser: Parser) -> None:
    parser.add_argument(
        "--device",
        choices=("auto", "cpu", "cuda", "mps"),
        help="what computes: the fastest there is (auto), the CPU, or a GPU",
    )
    _add_method_file(parser)
    text = "compute in half precision: faster, less exact; every map says so"
    parser.add_argument("--half", action="store_true", help=text)


def _add_method_file(parser: Parser) -> None:
    text = "a file with methods of your own, which is run; it may be given several times"
    parser.add_argument("--method-file", action="append", type=Path, metavar="FILE", help=text)


def _add_architecture(parser: Parser) -> None:
    text = "architecture of a bare state dict, when it cannot be told"
    parser.add_argument("--arch", metavar="NAME", help=text)
    text = "class or function of your own that builds the model; the file is run"
    parser.add_argument("--code", metavar="FILE.py:NAME", help=text)
    text = "installed packages whose classes the model may be made of; this is remembered"
    parser.add_argument("--allow", action="append", metavar="PACKAGE[,PACKAGE]", help=text)
    text = "class names: a text, CSV, JSON or YAML file, or the folder of a data set"
    parser.add_argument("--labels", type=Path, metavar="PATH", help=text)
    text = "what the model answers with, where it is not found by itself: numbers is a regression"
    parser.add_argument("--answer", choices=ANSWER_KINDS, help=text)
    text = "which of a file's sets of weights: ema, raw, or its name (default: ema where there is)"
    parser.add_argument("--weights", metavar="NAME", help=text)
    text = (
        "names, input and answer of the model from a JSON file, a recipe or what “camscope inspect"
    )
    text = f"{text} --json” printed; none: as its file"
    parser.add_argument("--setup", metavar="FILE", help=f"{text} says (default: as remembered)")
