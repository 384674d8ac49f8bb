"""What the titles of a row of panes leave out, in all of them alike: what all of them share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from viewer.ui.panes.heat_title import SEPARATOR
from viewer.ui.panes.pane_lines import title_fits
from viewer.ui.panes.titled_pane import TitledPane

METHOD, LAYER, CLASS = range(3)  # the parts of a heat map's title
IN_THE_BAR = LAYER  # shown there whenever all panes share it


def shorten_titles(panes: Sequence[TitledPane]) -> None:
    """Let the titles of equally wide panes leave out the same, so that a row reads alike."""
    if panes:
        font, width = panes[0].font(), panes[0].width()
        short = short_titles(
            [pane.title for pane in panes], lambda title: title_fits(font, title, width)
        )
        for pane, title in zip(panes, short, strict=True):
            pane.shorten_title(title)


def short_titles(titles: Sequence[str], fits: Callable[[str], bool]) -> list[str]:
    """Return the titles as they are painted; tooltips tell them in full.

    Where there are several, a layer that all share is left out. Of the rest that all share, class
    and method go as soon as one of the titles has no room. What differs always stays.

    Args:
        titles: method · layer · class, or the method alone where there is no map yet.
        fits: whether a title has room in its pane.
    """
    parts = [title.split(SEPARATOR) for title in titles]
    full = [each for each in parts if len(each) > CLASS]
    if not full or len({len(each) for each in full}) > 1:
        return list(titles)
    shared = [place for place in (LAYER, CLASS, METHOD) if len({each[place] for each in full}) == 1]
    left_out = {IN_THE_BAR} & set(shared) if len(titles) > 1 else set[int]()
    short = _without(parts, left_out)
    for place in shared:
        if all(map(fits, short)) or len(full[0]) - len(left_out | {place}) < 1:
            break
        left_out.add(place)
        short = _without(parts, left_out)
    return short


def _without(parts: Sequence[list[str]], left_out: set[int]) -> list[str]:
    return [
        SEPARATOR.join(
            part for place, part in enumerate(each) if place not in left_out or len(each) == 1
        )
        for each in parts
    ]
