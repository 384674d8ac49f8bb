"""The examples in the docstrings of the library do what they say."""

import doctest
import importlib


def test_the_examples_of_the_functions_run():
    told = doctest.testmod(importlib.import_module("viewer.library.opening"))
    assert told.failed == 0
    assert told.attempted >= 10
