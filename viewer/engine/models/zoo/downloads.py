"""Download published weights into the cache where torchvision, timm and CamScope look for them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from viewer.core.errors import UserError
from viewer.core.files.whole_file import write_whole
from viewer.core.models.zoo_entries import Download
from viewer.engine.models.zoo.transfer import Check, TellBytes, Wanted, bring
from viewer.engine.models.zoo.web import peek


def download(order: Download, *, report: TellBytes, check: Check) -> Path:
    """Bring the weights onto this computer and return where they are.

    Args:
        order: the file, its source and its cache.
        report: told the bytes on the disk and in all (0: unknown).
        check: called often; what it raises stops the download, which can be continued later.

    Raises:
        UserError: the server, the network, the disk or the file is at fault.
    """
    if order.hub_id:
        return _into_hub_cache(order, report, check)
    target = order.folder / order.file_name
    bring(Wanted(url=order.url, target=target, sha256=order.sha256), report=report, check=check)
    return target


def _into_hub_cache(order: Download, report: TellBytes, check: Check) -> Path:
    """Download into the layout of the Hugging Face hub's cache.

    models--OWNER--NAME/refs/main names the commit, snapshots/COMMIT/FILE links to blobs/SHA256.
    """
    check()
    headers = peek(order.url)
    commit = headers.get("X-Repo-Commit", "")
    sha256 = (headers.get("X-Linked-Etag") or headers.get("ETag", "")).strip('W/"')
    if not re.fullmatch(r"[0-9a-f]{40}", commit) or not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise UserError(
            f"{order.host} does not tell which file it would send.",
            hint="Try again later, or open a weights file that you have.",
            detail=f"{order.url}: commit “{commit}”, hash “{sha256}”",
        )
    place = order.folder / f"models--{order.hub_id.replace('/', '--')}"
    blob = place / "blobs" / sha256
    if not blob.is_file():
        bring(Wanted(url=order.url, target=blob, sha256=sha256), report=report, check=check)
    snapshot = place / "snapshots" / commit / order.file_name
    snapshot.parent.mkdir(parents=True, exist_ok=True)
    _link(blob, snapshot)
    reference = place / "refs" / "main"
    write_whole(reference, commit.encode("ascii"), make_folder=True)
    return snapshot


def _link(blob: Path, snapshot: Path) -> None:
    """Let the snapshot point to the blob; where links are not allowed, move the blob there."""
    snapshot.unlink(missing_ok=True)
    try:
        snapshot.symlink_to(Path("..", "..", "blobs", blob.name))
    except OSError:
        shutil.move(blob, snapshot)
