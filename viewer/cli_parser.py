"""What may be typed after ``camscope``: read without loading anything heavy."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from viewer import __version__
from viewer.cli_evaluate import add_evaluate
from viewer.cli_report import add_report
from viewer.core.foreign_text import LONGEST_SENTENCE, shown
from viewer.core.maps.geometry import INPUT_MODES
from viewer.figure.choices import DPI_LIMITS, FIGURE_FORMATS, GROUNDS, LANGUAGES, MARKS, WIDTH_KEYS

FIGURES = (
    "table",
    "single",
    "window",
    "row",
    "layers",
    "classes",
    "map",
    "none",
)  # single means row
COMMANDS = {
    "export": "write figures, recipes and raw maps of pictures, without a window",
    "evaluate": "measure which methods and layers serve a model best, on a folder",
    "report": "write a finished report: Word, HTML, Markdown, LaTeX or PowerPoint",
    "inspect": "print a model, its layers with output shapes, classes and input",
    "download": "download the published weights of a model, and continue what was stopped",
    "methods": "print the table of methods",
    "models": "print the models that can be opened by name",
    "desktop": "put CamScope into this user's menu and file manager, or take it out",
}


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


MOST_JOBS = 256


def _parser_of(command: str) -> Parser:
    parser = Parser(
        prog=f"camscope {command}",
        description=f"{COMMANDS[command].capitalize()}.",
        allow_abbrev=False,
    )
    if command == "export":
        _add_export(parser)
        _add_device(parser)
    elif command in {"evaluate", "report"}:
        (add_evaluate if command == "evaluate" else add_report)(parser)
        parser.add_argument("--model", default="default", metavar="SPEC", help=_MODEL_HELP)
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


_COLOUR_MAPS = (
    "inferno, jet, turbo, viridis, magma, plasma, cividis, batlow, gray, vik, berlin, coolwarm"
)
_MODEL_HELP = "default, zoo:NAME, timm:NAME, or a file"


def _add_device(parser: Parser) -> None:
    parser.add_argument(
        "--device",
        choices=("auto", "cpu", "cuda", "mps"),
        help="what computes: the fastest there is (auto), the CPU, or a GPU",
    )
    _add_method_file(parser)
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
    text = "class names: a text, CSV, JSON or YAML file, or the folder of a data set"
    parser.add_argument("--labels", type=Path, metavar="PATH", help=text)
    text = "which of a file's sets of weights: ema, raw, or its name (default: ema where there is)"
    parser.add_argument("--weights", metavar="NAME", help=text)
    text = (
        "names, input and answer of the model from a JSON file, a recipe or what “camscope inspect"
    )
    text = f"{text} --json” printed; none: as its file"
    parser.add_argument("--setup", metavar="FILE", help=f"{text} says (default: as remembered)")


def _add_export(parser: Parser) -> None:
    add = parser.add_argument
    text = "pictures, or folders with pictures or with a folder for each class"
    add("paths", nargs="+", type=Path, metavar="PATH", help=text)
    text = "look into all folders below, not only into one level of them"
    add("--recursive", action="store_true", help=text)
    add("--out", required=True, type=Path, metavar="DIR", help="folder to write to")
    add("--model", default="default", metavar="SPEC", help=f"{_MODEL_HELP} (default: default)")
    _add_architecture(parser)
    text = "class indices, class names, group names, or top, with commas; index:10 and name:10 say "
    text = f"{text}which of both is meant (default: top)"
    add("--classes", metavar="C,…", help=text)
    text = "boxes of a detector, numbered by score from 1, or all that reach the threshold"
    add("--boxes", metavar="all|N,…", help=text)
    text = "score from which on a box counts, 0 to 1 (default: the model's, 0.5)"
    add("--threshold", dest="box_threshold", type=_share, metavar="N", help=text)
    text = "a place in pixels of the picture where a detector finds nothing; may be repeated"
    add("--miss", action="append", default=[], metavar="X,Y,W,H", help=text)
    text = "a region in pixels of the picture, for a segmenter; may be repeated, and end in of NAME"
    add("--region", action="append", default=[], metavar="X,Y,W,H", help=text)
    text = "a point in pixels of the picture, for a segmenter; the same"
    add("--pixel", action="append", default=[], metavar="X,Y", help=text)
    add("--layer", metavar="NAME", help="module path, e.g. features.12 (default: chosen)")
    text = "keys from “camscope methods”, smoothed as in grad_cam+aug_smooth+eigen_smooth"
    text = f"{text} (default: grad_cam,layer_cam; for boxes hires_cam)"
    add("--methods", metavar="M,…", help=text)
    text = "what the model sees (default: default)"
    add("--input", default="default", choices=INPUT_MODES, help=text)
    text = "of files with several: all, or numbers and ranges such as 1,3-5 (default: 1)"
    add("--pages", default="1", metavar="N,…", help=text)
    text = "values shown black and white in pictures of more than 8 bits, such as 0:4095"
    add("--levels", metavar="LOW:HIGH", help=f"{text} (default: as found)")
    add("--maps", action="store_true", help="also write STEM.npz: the raw map CLASS/METHOD")
    text = "also write STEM_CLASS_METHOD.jpg: each map over the picture, in the picture's own size"
    add("--overlays", action="store_true", help=text)
    text = "replace files in DIR that are not CamScope's, too (default: another name is taken)"
    add("--overwrite", action="store_true", help=text)
    text = "processes that share the work, of one core each (default: one for each core)"
    add("--jobs", type=_count, metavar="N", help=text)
    _add_figure(parser)


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if not 1 <= number <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 to {MOST_JOBS}.")
    return number


def _add_figure(parser: Parser) -> None:
    """Add the options of the figures; what is not typed is taken from --style."""
    add = parser.add_argument_group("figures").add_argument
    text = "what stands in rows and columns; none: no figure (default: table)"
    add("--figure", choices=FIGURES, help=text)
    add("--together", action="store_true", help="one figure of all pictures: DIR/figure.EXT")
    text = "look like this exported figure, or its JSON; the options below change single things"
    add("--style", type=Path, metavar="FILE", help=text)
    add("--format", choices=FIGURE_FORMATS, help="of the figures (default: png)")
    add("--width", choices=WIDTH_KEYS, help="of the figures on paper (default: free)")
    add("--dpi", type=_dpi, metavar="N", help="of the figures (default: 150)")
    add("--lang", choices=LANGUAGES, help="of the figures (default: en)")
    add("--ground", choices=GROUNDS, help="of the figures (default: white)")
    add("--title", metavar="TEXT", help="a line above the figure")
    add("--mark", choices=MARKS, help="mark the highest place of each map (default: none)")
    both = argparse.BooleanOptionalAction
    add("--heads", action=both, default=None, help="what each row and column shows (default: on)")
    add("--captions", action=both, default=None, help="the lines below (default: on)")
    add("--bars", action=both, default=None, help="the colour bars (default: on)")
    add("--numbering", action=both, default=None, help="(a), (b), … (default: off)")
    add("--opacity", type=_share, metavar="N", help="of the heat map, 0 to 1 (default: 0.5)")
    add("--colour-map", metavar="NAME", help=_COLOUR_MAPS)


def _dpi(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() else 0
    least, most = DPI_LIMITS
    if not least <= number <= most:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from {least} to {most}.")
    return number


def _share(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 1.0:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 0 to 1.")
    return number
