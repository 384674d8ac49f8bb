"""What may be typed after ``camscope export``, and what it means."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.cli_shards import add_shards, check_out, export_shards, is_sharded, print_status
from viewer.core.maps.geometry import INPUT_MODES
from viewer.figure.choices import DPI_LIMITS, FIGURE_FORMATS, GROUNDS, LANGUAGES, MARKS, WIDTH_KEYS

if TYPE_CHECKING:
    from viewer.batch.order import ExportOptions
    from viewer.batch.typed_boxes import BoxWish
    from viewer.core.asks.references import ModelRef

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
_COLOUR_MAPS = (
    "inferno, jet, turbo, viridis, magma, plasma, cividis, batlow, gray, vik, berlin, coolwarm"
)
_RANGES = {"full": "full", "positive": "positive", "signed": "symmetric"}
MOST_JOBS = 256
LEAST_PRESENT = 0.5  # probability


def add_export(parser: argparse.ArgumentParser) -> None:
    """Add the options that only an export has."""
    add = parser.add_argument
    text = "pictures, or folders with pictures or with a folder for each class"
    add("paths", nargs="*", type=Path, metavar="PATH", help=text)
    text = "look into all folders below, not only into one level of them"
    add("--recursive", action="store_true", help=text)
    add("--out", type=Path, metavar="DIR", help="folder to write to")
    text = "class indices, class names, group names, or top, with commas; index:10 and name:10 say "
    text = f"{text}which of both is meant; present are all that reach --threshold, where several"
    text = f"{text} may be there at once (default: top)"
    add("--classes", metavar="C,…", help=text)
    _add_places(parser)
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
    add_shards(parser)


def _add_places(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked besides classes: boxes, regions and likeness."""
    add = parser.add_argument
    text = "boxes of a detector, numbered by score from 1, or all that reach the threshold"
    add("--boxes", metavar="all|N,…", help=text)
    text = "score from which on a box or a present class counts, 0 to 1 (default: 0.5)"
    add("--threshold", dest="box_threshold", type=_share, metavar="N", help=text)
    text = "a place in pixels of the picture where a detector finds nothing; may be repeated"
    add("--miss", action="append", default=[], metavar="X,Y,W,H", help=text)
    text = "a region in pixels of the picture, for a segmenter, or a mask's file; may be repeated,"
    text = f"{text} and end in of NAME; an outline is x,y x,y x,y …"
    add("--region", action="append", default=[], metavar="X,Y,W,H|FILE", help=text)
    text = "a mask of true classes: the places where the segmenter is of another opinion"
    add("--wrong", action="append", default=[], metavar="FILE", help=text)
    text = "add up over the places of a region, as Seg-Grad-CAM does (default: their mean)"
    add("--sum", action="store_true", help=text)
    text = "a point in pixels of the picture, for a segmenter; the same"
    add("--pixel", action="append", default=[], metavar="X,Y", help=text)
    text = "pictures to compare with, by what the last layer is given; may be repeated"
    add("--like", action="append", default=[], metavar="PICTURE[,PICTURE]", help=text)
    text = "a text to compare with, for a model that reads texts, such as CLIP; may be repeated"
    add("--prompt", action="append", default=[], metavar="TEXT", help=text)


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if not 1 <= number <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 to {MOST_JOBS}.")
    return number


def _add_figure(parser: argparse.ArgumentParser) -> None:
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
    text = "which raw values get colours; signed: for and against the class (default: full)"
    add("--range", choices=tuple(_RANGES), help=text)


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


def export(
    typed: argparse.Namespace,
    model: Callable[[argparse.Namespace], ModelRef],
    listed: Callable[[str], Iterable[str]],
) -> int:
    """Do what was typed; return the exit code. ``listed`` parts a text at its commas."""
    if typed.status is not None:
        return print_status(typed.status)
    check_out(typed)
    # Each process has one core, and one process is no other than several: the sums are the same.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if is_sharded(typed):
        return export_shards(typed, _options(typed, model, listed) if typed.paths else None)
    from viewer.batch.export import export as run  # noqa: PLC0415 - only an export pays

    options = _options(typed, model, listed)
    return run(typed.paths, options, jobs=typed.jobs or os.cpu_count() or 1)


def _options(
    typed: argparse.Namespace,
    model: Callable[[argparse.Namespace], ModelRef],
    listed: Callable[[str], Iterable[str]],
) -> ExportOptions:
    from viewer.batch.example_style import choose_style  # noqa: PLC0415 - only an export pays
    from viewer.batch.order import USUAL, ExportOptions, on_one_scale  # noqa: PLC0415 - only an export pays
    from viewer.batch.pages import Pages  # noqa: PLC0415 - only an export pays
    from viewer.core.pictures.depth import parse_levels  # noqa: PLC0415 - only an export pays

    boxes, present, asked = _asked(typed, listed)
    style = choose_style(typed.style, vars(typed) | {"extent": _RANGES.get(typed.range)})
    return ExportOptions(
        out=typed.out,
        model=model(typed),
        classes=asked,
        boxes=boxes,
        present=present,
        layer=typed.layer,
        methods=USUAL if typed.methods is None else tuple(listed(typed.methods)),
        suited=typed.methods is None,
        input_mode=typed.input,
        figure=_draws(typed),
        maps=typed.maps,
        overlays=typed.overlays,
        together=typed.together,
        overwrite=typed.overwrite,
        pages=Pages.parse(typed.pages),
        levels=parse_levels(typed.levels) if typed.levels else None,
        recursive=typed.recursive,
        style=on_one_scale(style) if present else style,
    )


def _asked(
    typed: argparse.Namespace, listed: Callable[[str], Iterable[str]]
) -> tuple[BoxWish, float, tuple[str, ...]]:
    """Return what is asked of boxes and of present classes, and the names of all else."""
    from viewer.batch.order import PRESENT  # noqa: PLC0415 - only an export pays
    from viewer.batch.typed_boxes import BoxWish  # noqa: PLC0415 - only an export pays

    # Only an export pays.
    from viewer.batch.typed_likeness import likeness_names, prompt_names  # noqa: PLC0415
    from viewer.batch.typed_regions import region_names  # noqa: PLC0415 - only an export pays

    classes = tuple(listed(typed.classes or ""))
    every = PRESENT in classes
    boxes = BoxWish.parse(typed.boxes, typed.miss, None if every else typed.box_threshold)
    regions = region_names(typed.region, typed.pixel, typed.wrong, total=typed.sum)
    places = (*boxes.names, *regions, *likeness_names(typed.like), *prompt_names(typed.prompt))
    classes = tuple(name for name in classes if name != PRESENT)
    nothing = not (typed.classes or places or boxes.every)
    present = (typed.box_threshold or LEAST_PRESENT) if every else 0.0
    return boxes, present, (*classes, *places, *(("top",) if nothing else ()))


def _draws(typed: argparse.Namespace) -> bool:
    """Tell whether figures are drawn: as usual, but in shards only where they are asked for."""
    usual = "none" if is_sharded(typed) else "table"
    return (typed.figure or usual) != "none"
