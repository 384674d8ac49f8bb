"""Check the system libraries Qt needs; as root on Debian or Ubuntu install those that are missing.

Usage: check_libraries.py SECTION… [--also PACKAGE]; the sections are those of libraries.txt. It
never fails the build: where it cannot install, it prints the one command to type. Only the
standard library is used, since it may run before anything is installed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

LIST = Path(__file__).with_name("libraries.txt")
PLATFORMS = {"offscreen": "offscreen", "x11": "xcb", "wayland": "wayland"}  # as Qt calls them
sys.path.insert(0, str(LIST.parents[2]))

from viewer.desktop.libraries import missing_libraries, refusal  # noqa: E402 - it may not be installed


def read_sections(text: str) -> dict[str, list[str]]:
    """Read the list: section name to package names."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (raw.split("#")[0].strip() for raw in text.splitlines()):
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line:
            current.append(line)
    return sections


def installed_packages(answer: str) -> set[str]:
    """Read dpkg-query's lines "package, status, provided packages"; renamed ones are provided."""
    found: set[str] = set()
    for line in answer.splitlines():
        package, status, provided = [*line.split("\t"), "", ""][:3]
        if status == "installed":
            found.add(package)
            found.update(re.sub(r"[ (:].*", "", name.strip()) for name in provided.split(","))
    return found


def ask_dpkg() -> set[str]:
    """Return the installed packages of a Debian-like system."""
    fields = "${Package}\t${db:Status-Status}\t${Provides}\n"
    query = ["dpkg-query", "--show", f"--showformat={fields}"]
    return installed_packages(
        subprocess.run(query, capture_output=True, text=True, check=True).stdout
    )


def install(packages: list[str]) -> bool:
    """Install with apt-get; its own words go to the terminal."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages],
    ):
        if subprocess.run(command, env=environment, check=False).returncode:
            return False
    return True


def check_packages(packages: list[str]) -> None:
    """Install what is missing, or print the one command that does."""
    have = ask_dpkg()
    missing = [package for package in packages if package not in have]
    if not missing:
        return
    root = os.geteuid() == 0
    if root and shutil.which("apt-get"):
        print(f"Installing what Qt needs from the system: {' '.join(missing)}", flush=True)
        if install(missing):
            return
    print("The window needs packages from the system that are not there. Type this once:")
    print(f"    {'' if root else 'sudo '}apt-get install {' '.join(missing)}", flush=True)


def main() -> int:
    """Check the sections named on the command line."""
    sections = read_sections(LIST.read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sections", nargs="*", choices=list(sections), metavar="SECTION")
    parser.add_argument("--also", action="append", default=[], metavar="PACKAGE")
    chosen = parser.parse_args()
    if sys.platform != "linux":
        return 0
    if shutil.which("dpkg-query"):
        wanted = [package for name in chosen.sections for package in sections[name]]
        check_packages(wanted + chosen.also)
    elif missing := missing_libraries([PLATFORMS[n] for n in chosen.sections if n in PLATFORMS]):
        print(*refusal(missing), sep="\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
