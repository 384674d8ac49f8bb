"""Read YAML as nothing but texts, lists and mappings of them."""

from __future__ import annotations

MOST_YAML = 1 << 20  # characters: Python reads some hundred thousand a second


def texts_of_yaml(text: str) -> object:
    """Return what a text of YAML says; every value stays a text, so that “no” is a name.

    Raises:
        ValueError: it is no YAML, or too much of it.
    """
    import yaml  # noqa: PLC0415 - no start needs it

    if len(text) > MOST_YAML:
        raise ValueError(f"{len(text)} characters of YAML")
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
