"""Name, write and tell of what comes of many pictures, whichever back end explains them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from viewer.batch.checking import check_options, settled
from viewer.batch.fitting import check_fits
from viewer.batch.folder import make_folder
from viewer.batch.inputs import Inputs, gather
from viewer.batch.item import Backend, Item, Outcome
from viewer.batch.local import Local
from viewer.batch.names import Names
from viewer.batch.order import TOGETHER, ExportOptions
from viewer.batch.pages import endings_of, page_ending
from viewer.batch.processes import Processes
from viewer.batch.progress import Report, reporting
from viewer.batch.way import way_for
from viewer.core.asks.model_info import ModelInfo
from viewer.core.errors import UserError
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import LONGEST_SENTENCE, shown, shown_path
from viewer.core.maps.methods import MethodTable
from viewer.core.models.labels import labels_of
from viewer.core.models.supposed_names import supposition
from viewer.figure.fonts import has_chinese, unwritten
from viewer.figure.making import FigureParts, joined, make
from viewer.methods.third_party import every_method

FEW = 4  # pictures: another process takes longer to begin than it takes to explain them


def export(
    paths: Iterable[Path], options: ExportOptions, backend: Backend | None = None, *, jobs: int = 1
) -> int:
    """Explain the pictures at the paths, and those inside folders among them.

    What comes of a picture in a folder's folder stands in a folder of this name. A picture that
    fails is named on stderr, and the rest is done.

    Args:
        paths: of pictures and folders.
        options: everything else.
        backend: who does the work; None: this process, or others for many pictures.
        jobs: how many processes may share it.

    Returns:
        0 when all are done, 1 when some failed.

    Raises:
        UserError: a path, an option or the model is at fault; nothing was written.
    """
    methods = _methods()
    check_options(options, methods)
    inputs = gather(paths, options.out, recursive=options.recursive)
    _warn_of_inputs(inputs)
    pictures = tuple(inputs.places)
    with closing(backend or _usual(jobs, pictures)) as runner:
        info = runner.open(options)
        options = settled(options, info)
        _warn_of_classes(options, info)
        pages = {path: options.pages.of(path) for path in pictures}
        if options.joins:
            each_page = [path for path in pictures for _ in pages[path]]
            check_fits(each_page, options, info, methods)
        make_folder(options.out)
        _warn_of_fonts(options, pictures)
        with reporting(sum(map(len, pages.values()))) as report:
            names = Names(options.out, pictures, inputs.places, overwrite=options.overwrite)
            failures = _Export(options, names, report).run(pages, runner)
    return 1 if failures else 0


def _usual(jobs: int, pictures: Sequence[Path]) -> Backend:
    """Return who does the work of these pictures: this process, or several others."""
    worthwhile, way = min(jobs, len(pictures) // FEW), way_for(pictures)
    return Processes(worthwhile, way) if worthwhile > 1 else Local(way)


def _methods() -> MethodTable:
    """Return what may be chosen; a method of another package that cannot be used is told."""
    methods, problems = every_method()
    for problem in problems:
        _warn(f"{problem.headline} {problem.detail}")
    return methods.table


@dataclass(frozen=True, slots=True)
class _Export:
    """Names the files, hands out the items, and writes what comes back."""

    options: ExportOptions
    names: Names
    report: Report
    drawn: dict[Item, FigureParts] = field(default_factory=dict[Item, FigureParts])

    def run(self, pages: dict[Path, tuple[int, ...]], runner: Backend) -> int:
        """Let these pages of all pictures be done; return how many failed."""
        stems = self.names.stems(endings_of(self.options.suffixes, pages.values()))
        joins, suffix = self.options.joins, self.options.figure_suffix
        together = self.names.single(TOGETHER, suffix) if joins else None
        _warn_of_names(self.names)
        items = [
            Item(picture=path, stem=stem + page_ending(page), page=page)
            for path, stem in stems.items()
            for page in pages[path]
        ]
        waiting, failures = dict.fromkeys(items), 0
        for outcome in runner.run(self._begun(items)):
            del waiting[outcome.item]
            failures += not self._took(outcome)
        for item in waiting:
            lost = UserError("Nothing came back for this picture.", hint="Export it once more.")
            failures += not self._took(Outcome(item=item, error=lost))
        if together is not None and self.drawn:
            parts = joined([self.drawn[item] for item in items if item in self.drawn])
            self._write(together, make(parts, self.options.style, base=together.parent))
        return failures

    def _begun(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            self.report.begin(_name(item))
            yield item

    def _took(self, outcome: Outcome) -> bool:
        """Write what came of an item and tell of it; return whether all is well."""
        for notice in outcome.notices:
            _warn(notice)
        item, error = outcome.item, outcome.error or self._failure(outcome)
        if error is not None:
            self.report.failed(_name(item), error)
            return False
        if outcome.drawn is not None:
            self.drawn[item] = outcome.drawn
        self.report.done(_name(item))
        return True

    def _failure(self, outcome: Outcome) -> UserError | None:
        """Write the files of a picture; return why that cannot be done."""
        try:
            for suffix, content in outcome.files.items():
                self._write(self.options.out / f"{outcome.item.stem}{suffix}", content)
        except UserError as error:
            return error
        return None

    def _write(self, path: Path, content: bytes) -> None:
        """Write a file; what is not ours and came after the names were chosen stays, too."""
        write_whole(path, content, replace=self.names.may_replace(path), make_folder=True)


def _name(item: Item) -> str:
    page = f", p. {item.page + 1}" if item.page else ""
    return shown_path(item.picture) + page


def _warn_of_inputs(inputs: Inputs) -> None:
    if inputs.results:
        _warn(f"Results of CamScope are not explained: {inputs.results} left out.")
    if inputs.inside:
        _warn(f"The folder to write to is not looked into: {inputs.inside} pictures left out.")


def _warn_of_names(names: Names) -> None:
    """Say in one line which files of others were in the way."""
    for path, instead in list(names.kept.items())[:1]:
        more = len(names.kept) - 1
        others = f", and so for {more} more file{'s' * (more > 1)}" if more else ""
        _warn(
            f"“{shown_path(path.name)}” is there and not CamScope's: "
            f"“{shown_path(instead.name)}” is written instead{others}. "
            "With --overwrite it is replaced."
        )
    for path, stem in list(names.shortened.items())[:1]:
        more = len(names.shortened) - 1
        others = f", and {more} more are shortened, too" if more else ""
        _warn(f"“{shown_path(path.name)}” is too long a name: its files begin “{stem}”{others}.")


def _warn_of_classes(options: ExportOptions, info: ModelInfo) -> None:
    if told := supposition(info):
        _warn(told)
    if "top" in options.classes and labels_of(info).named("top"):
        _warn("“top” is the likeliest class; write name:top for the class that is called so.")


def _warn_of_fonts(options: ExportOptions, pictures: Iterable[Path]) -> None:
    """Say in one sentence what the figures cannot write, before they are made."""
    if not options.figure:
        return
    if options.style.lang == "zh_CN" and not has_chinese():
        _warn("No installed font can write Chinese. Install one, such as Noto Sans CJK.")
        return
    names = "".join({path.name for path in pictures})
    if told := unwritten("".join((options.style.title, *options.classes, names))):
        _warn(told)


def _warn(sentences: str) -> None:
    sys.stderr.write(f"camscope: {shown(sentences, LONGEST_SENTENCE)}\n")
