"""Garbage that is due, collected when the caller says so: on the thread where it may end."""

from __future__ import annotations

import gc


def collect_due() -> None:
    """Collect the oldest generation of which as much was made as Python waits for.

    Python by itself collects on the thread that is just at work. Objects in a circle, such as a
    closed window and its features, would end there; and a timer or a widget of Qt that ends on
    another thread than its own ends the program. So a program with a window lets Python collect
    nothing (``gc.disable()``), and asks for it here.
    """
    made_of = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [0 < most < made for made, most in made_of]
    if any(due):
        gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))
