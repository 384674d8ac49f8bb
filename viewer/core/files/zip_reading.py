"""Read the first bytes of some members of a zip archive that others made, within bounds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

MOST_MEMBERS = 20_000  # of one archive, wanted or not
MOST_BYTES = 256_000_000  # of all members together


def member_heads(content: bytes, wanted: Callable[[str], bool], *, head: int) -> Iterator[bytes]:
    """Yield how the wanted members begin, in the order of their names' numbers.

    No more is unpacked than told, whatever a member says of its size; one that cannot be unpacked
    is passed over, and what is no archive has none.

    Args:
        content: the whole archive.
        wanted: tells by its name whether a member is.
        head: bytes of each that are unpacked at most.
    """
    left = MOST_BYTES
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except Exception:  # noqa: BLE001 - no damage of an archive is news here
        return
    with archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            return
        names = [one.filename for one in members if wanted(one.filename)]
        for name in sorted(set(names), key=lambda name: (len(name), name)):
            if left <= 0:
                return
            try:
                with archive.open(name) as member:
                    found = member.read(min(head, left))
            except Exception:  # noqa: BLE001, S112 - as above
                continue
            left -= len(found)
            yield found
