"""Tables of the command line: plain columns for programs, the terminal's width for people."""

import os
import re
import subprocess
import sys

import pytest

from viewer.batch.printing import plain_lines

TABLE = """
from viewer.batch.printing import print_table
print_table(("NAME", "WHAT"), [("a", "word " * 30), ("猫", "short")])
"""


def test_columns_stand_below_one_another_in_both_scripts():
    lines = plain_lines([("NAME", "WHAT"), ("猫狗", "two"), ("e\u0301", "one"), ("long name", "")])
    assert lines == ["NAME       WHAT", "猫狗       two", "e\u0301          one", "long name"]


def test_nothing_is_broken_where_no_person_watches():
    printed = subprocess.run([sys.executable, "-c", TABLE], capture_output=True, check=True).stdout
    assert printed.decode().splitlines()[1].strip() == f"a     {'word ' * 30}".strip()


def test_a_terminal_gets_lines_that_fit():
    mine, theirs = pytest.importorskip("pty", exc_type=ImportError).openpty()
    environment = os.environ | {"COLUMNS": "60", "TERM": "xterm"}
    with os.fdopen(theirs, "wb") as end:
        subprocess.run([sys.executable, "-c", TABLE], stdout=end, env=environment, check=True)
    bold = re.compile(r"\x1b\[[0-9;]*m")
    lines = bold.sub("", os.read(mine, 65_536).decode()).splitlines()
    os.close(mine)
    assert max(map(len, lines)) <= 60
    assert " ".join(lines).count("word") == 30
