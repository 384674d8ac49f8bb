"""What is freed stays for the next pass, up to a limit."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from viewer.engine.serve.freed_memory import KEPT_BYTES, OWN_PAGES_BYTES

STAYS = """
import resource, sys
import torch
from viewer.engine.serve.freed_memory import keep_freed_memory

def resident_bytes():
    return resource.getpagesize() * int(open("/proc/self/statm").read().split()[1])

if sys.argv[1] == "kept":
    assert keep_freed_memory()
torch.ones(100_000)  # what the first one loads is not counted
before = resident_bytes()
block = torch.ones(int(sys.argv[2]) // 4)
assert resident_bytes() - before > 0.9 * int(sys.argv[2])
del block
print(resident_bytes() - before)
"""


def stays(kind: str, taken: int) -> int:
    """Return how many bytes of a freed block are still the process's own."""
    done = subprocess.run(
        [sys.executable, "-c", STAYS, kind, str(taken)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_what_a_pass_frees_stays_and_what_is_larger_goes() -> None:
    layer, huge = OWN_PAGES_BYTES // 2, KEPT_BYTES + OWN_PAGES_BYTES
    assert stays("kept", layer) > 0.9 * layer
    assert stays("usual", layer) < 0.1 * layer
    assert stays("kept", huge) < 0.1 * huge
