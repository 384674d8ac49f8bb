"""Ask a web server for a file, and say in words what went wrong with it."""

from __future__ import annotations

import errno
import socket
import ssl
from email.message import Message
from http.client import HTTPMessage, HTTPResponse
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from viewer import __version__
from viewer.core.errors import UserError

TIMEOUT_S = 20.0  # without a single byte
FULL = (errno.ENOSPC, errno.EDQUOT)


class _Redirects(HTTPRedirectHandler):
    """Follows redirects, but never from an encrypted address to a plain one."""

    follow = True

    def redirect_request(  # noqa: PLR0917 - as Python's library calls it
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the next request; None hands the redirect itself to the caller."""
        if not self.follow:
            return None
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise HTTPError(newurl, code, "redirected to an unencrypted address", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _NoRedirects(_Redirects):
    follow = False


def ask(url: str, headers: dict[str, str]) -> HTTPResponse:
    """Return the answer to a GET request; its body is not read yet.

    Raises:
        HTTPError: the server refuses; 416 is of interest to the caller.
        UserError: the server cannot be reached.
    """
    return _open(Request(url, headers=_polite(headers)), _Redirects)  # noqa: S310 - our own tables


def peek(url: str) -> Message:
    """Return the headers of a file without following where it moved to.

    Raises:
        UserError: the server refuses or cannot be reached.
    """
    request = Request(url, headers=_polite({}), method="HEAD")  # noqa: S310 - our own tables
    try:
        with _open(request, _NoRedirects) as answer:
            return answer.headers
    except HTTPError as error:
        with error:
            if 300 <= error.code < 400:
                return error.headers
            raise in_words(error, url) from error


def host_of(url: str) -> str:
    """Return the server's name."""
    return urlsplit(url).hostname or url


def in_words(error: HTTPError, url: str) -> UserError:
    """Say what a server's refusal means."""
    host = host_of(url)
    known = {
        401: f"{host} wants a log-in for this file.",
        403: f"{host} does not give this file away.",
        404: f"The file is no longer at {host}.",
        429: f"{host} has been asked too often.",
    }
    usual = f"{host} answered with error {error.code}."
    hint = "Try again later, or open a weights file that you have."
    return UserError(known.get(error.code, usual), hint=hint, detail=f"{url}: {error}")


def disk_in_words(error: OSError, part: Path) -> UserError:
    """Say why a file cannot be written."""
    if error.errno in FULL:
        headline = "There is not enough room on the disk for this download."
        hint = f"Make room at {part.parent}, then start it again: it goes on where it stopped."
    else:
        headline = f"The download cannot be written to {part.parent}."
        hint = "Check that the folder may be written to."
    return UserError(headline, hint=hint, detail=repr(error))


def _open(request: Request, redirects: type[_Redirects]) -> HTTPResponse:
    try:
        return build_opener(redirects).open(request, timeout=TIMEOUT_S)
    except HTTPError:
        raise
    except URLError as error:
        raise _unreachable(error.reason, request.full_url) from error
    except TimeoutError as error:
        raise _unreachable(error, request.full_url) from error


def _unreachable(reason: object, url: str) -> UserError:
    host = host_of(url)
    hint = "Check the network connection, or open a weights file that you have."
    if isinstance(reason, ssl.SSLError):
        headline = f"The secure connection to {host} failed."
    elif isinstance(reason, socket.gaierror):
        headline = f"{host} is not found: this computer seems to be offline."
    elif isinstance(reason, TimeoutError):
        headline = f"{host} does not answer."
    else:
        headline = f"{host} cannot be reached."
    return UserError(headline, hint=hint, detail=f"{url}: {reason!r}")


def _polite(headers: dict[str, str]) -> dict[str, str]:
    # Without "identity" a proxy may compress, and then no size or range is right.
    return {"User-Agent": f"CamScope/{__version__}", "Accept-Encoding": "identity", **headers}
