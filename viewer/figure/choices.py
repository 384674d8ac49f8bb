"""What may be chosen for a figure, by name; light enough for the command line's help."""

from __future__ import annotations

from typing import Literal, get_args

FigureKind = Literal["window", "row", "table", "layers", "classes", "map"]
FigureFormat = Literal["png", "tiff", "pdf", "svg"]
Ground = Literal["white", "transparent"]
Language = Literal["en", "zh_CN"]
Mark = Literal["none", "cross", "box"]
WordsKind = Literal["caption", "methods", "bibtex", "python"]
DataKind = Literal["npz", "npy", "tiff", "csv"]
WidthKey = Literal["free", "85mm", "175mm", "slide", "a4", "own"]

FIGURE_KINDS: tuple[FigureKind, ...] = get_args(FigureKind)
FIGURE_FORMATS: tuple[FigureFormat, ...] = get_args(FigureFormat)
GROUNDS: tuple[Ground, ...] = get_args(Ground)
LANGUAGES: tuple[Language, ...] = get_args(Language)
MARKS: tuple[Mark, ...] = get_args(Mark)
WORDS_KINDS: tuple[WordsKind, ...] = get_args(WordsKind)
DATA_KINDS: tuple[DataKind, ...] = get_args(DataKind)
WIDTH_KEYS: tuple[WidthKey, ...] = get_args(WidthKey)
DPI_PRESETS = (150, 300, 600)
DPI_LIMITS = (30, 1200)
