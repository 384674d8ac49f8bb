"""The most that a model or a request may have of anything: more is refused in words, not built."""

from __future__ import annotations

MOST_CLASSES = 100_000
MOST_MODULES = 10_000  # with their repetitions, as print(model) shows them
MOST_TENSORS = 20_000  # in a file; the largest networks have some 5,000
MOST_PANES = 400  # in one request
MOST_NUMBERS = 1 << 28  # that one layer may answer an empty picture with: 1 GB
LONGEST_CLASS_NAME = 1_000  # characters
LONGEST_TREE = 2_000_000  # characters of a model as print(model) shows it
