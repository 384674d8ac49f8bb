"""Classes that are typed into a dialog, parted by commas."""

from __future__ import annotations

from collections.abc import Callable

from viewer.core.asks.target import Target


def typed_targets(text: str, read_class: Callable[[str], Target]) -> tuple[Target, ...]:
    """Return the classes of a text, each once; none: nothing is typed.

    Raises:
        UserError: a class cannot be read, or means two.
    """
    texts = [each.strip() for each in text.split(",")]
    return tuple(dict.fromkeys(read_class(each) for each in texts if each))
