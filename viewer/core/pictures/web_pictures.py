"""A picture from the web: its address, and its download within bounds, on the user's word."""

from __future__ import annotations

import base64
import binascii
import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import IO

from viewer import __version__
from viewer.core.errors import Cancelled, LimitReached, UserError
from viewer.core.foreign_text import shown
from viewer.core.pictures.limits import limits

SCHEMES = ("http", "https")
LONGEST_ADDRESS = 4_096  # characters; a picture inside of an address is another matter
MOST_BYTES = 64 << 20
PATIENCE_S, DEADLINE_S = 15.0, 120.0  # for one piece, and for all of them
_PIECE_BYTES = 1 << 16


def web_address(text: str) -> str:
    """Return a text if it is the address of something on the web; else nothing."""
    text = text.strip()
    if len(text) > LONGEST_ADDRESS or any(sign.isspace() or sign < " " for sign in text):
        return ""
    try:
        parts = urllib.parse.urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme.lower() in SCHEMES and parts.hostname else ""


def host_of(address: str) -> str:
    """Return the name of the computer that an address asks."""
    return urllib.parse.urlsplit(address).hostname or ""


def name_in(address: str) -> str:
    """Return the last part of an address's path, as it may name a picture."""
    return urllib.parse.unquote(urllib.parse.urlsplit(address).path.rpartition("/")[2])


def picture_in_address(text: str) -> bytes:
    """Return the bytes that a “data:image/…;base64,…” address carries; else nothing."""
    head, _, body = text.partition(",")
    if not (head.startswith("data:image/") and head.endswith(";base64")):
        return b""
    try:
        return base64.b64decode(urllib.parse.unquote_to_bytes(body), validate=True)
    except (binascii.Error, ValueError):
        return b""


def fetch(address: str, cancelled: Callable[[], bool] = lambda: False) -> bytes:
    """Download what an address gives, if it is not too much.

    Args:
        address: of http or https; so are all to which it leads on.
        cancelled: asked between two pieces.

    Raises:
        UserError: it cannot be had; the sentence says why.
        Cancelled: it is no longer wanted.
    """
    if not web_address(address):
        raise UserError("Only http and https addresses are downloaded from.")
    agent = {"User-Agent": f"CamScope/{__version__}", "Accept": "image/*"}
    try:
        with _opener().open(
            urllib.request.Request(address, headers=agent),  # noqa: S310 - its scheme is checked
            timeout=PATIENCE_S,
        ) as reply:
            return _read(reply, cancelled)
    except urllib.error.HTTPError as error:
        error.close()  # it is the answer as well
        raise _refused(address, f"{error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _refused(address, str(error)) from error


def _read(reply: IO[bytes], cancelled: Callable[[], bool]) -> bytes:
    most, deadline = min(MOST_BYTES, limits().bytes), time.monotonic() + DEADLINE_S
    pieces, size = list[bytes](), 0
    while piece := reply.read(_PIECE_BYTES):
        pieces.append(piece)
        size += len(piece)
        if cancelled():
            raise Cancelled
        if size > most:
            raise LimitReached(
                f"This picture has more than {most >> 20} MB and was not downloaded.",
                hint="Save it in the browser, and open the file.",
            )
        if time.monotonic() > deadline:
            raise OSError("it takes too long")
    return b"".join(pieces)


class _OnlyWeb(urllib.request.HTTPRedirectHandler):
    """Follows to http and https alone."""

    def redirect_request(  # noqa: PLR0917 - as the base class has them
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if not web_address(newurl):
            raise urllib.error.URLError("it leads away from the web")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    """Return what opens addresses of the web, and no files, data or FTP."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _OnlyWeb(),
    ):
        opener.add_handler(handler)
    return opener


def _refused(address: str, why: str) -> UserError:
    return UserError(
        f"Nothing could be downloaded from “{shown(host_of(address))}”.",
        hint="Save the picture in the browser, and open the file.",
        detail=shown(why, 200),
    )
