"""The errors a user may meet: one plain sentence, one hint, and details for the log."""

from __future__ import annotations

from viewer.core.foreign_text import LONGEST_SENTENCE, shown


class UserError(Exception):
    """Something the user can understand and act on.

    Headline and hint are one printable line each, whatever names a sentence holds.

    Args:
        headline: one plain sentence saying what happened.
        hint: one sentence saying what to do about it; may be empty.
        detail: technical detail for the log; never shown first.
    """

    def __init__(self, headline: str, *, hint: str = "", detail: str = "") -> None:
        super().__init__(headline)
        self.headline = shown(headline, LONGEST_SENTENCE)
        self.hint = shown(hint, LONGEST_SENTENCE)
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.headline} {self.hint}".rstrip()

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.headline, self.hint, self.detail))


def _rebuild(kind: type[UserError], headline: str, hint: str, detail: str) -> UserError:
    return kind(headline, hint=hint, detail=detail)


class LimitReached(UserError):  # noqa: N818 - a question of means
    """A file asks for more than the present limits or the memory allow."""


class ArchitectureNeeded(UserError):  # noqa: N818 - a question to the user
    """A file holds weights alone, and somebody must say which network they belong to."""

    candidates: tuple[str, ...] = ()  # architectures that the weights fit, best first
    sha256: str = ""  # of the file that the question is about, as it was read


class OwnClasses(ArchitectureNeeded):
    """A file holds a network of the user's own classes, whose code is not in the file."""

    classes: tuple[str, ...] = ()  # the missing ones: "__main__.Net"
    packages: tuple[tuple[str, str], ...] = ()  # installed, with all of them: name, version


class OutOfMemory(UserError):  # noqa: N818 - the user is told what happened, in words
    """The device has not enough memory; another device may have."""


class Cancelled(Exception):  # noqa: N818 - a request to stop, not an error
    """The work was stopped on request; there is nothing to report."""
