"""Progress as a bar on a terminal and as plain lines elsewhere."""

import io

from viewer.batch.progress import reporting
from viewer.core.errors import UserError


class Terminal(io.StringIO):
    def isatty(self):
        return True


def tell(report):
    for name in ("a[b].png", "c.png"):
        report.begin(name)
        if name == "c.png":
            report.failed(name, UserError("It is broken.", hint="Get another."))
        else:
            report.done(name)


def test_elsewhere_each_picture_is_one_line(capsys):
    with reporting(2) as report:
        tell(report)
    told = capsys.readouterr()
    assert told.err == "[1/2] a[b].png\n[2/2] c.png: failed: It is broken. Get another.\n"
    assert told.out == ""


def test_on_a_terminal_a_bar_counts_and_failures_stay_readable(monkeypatch, capsys):
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", terminal)
    with reporting(2) as report:
        tell(report)
    written = terminal.getvalue()
    assert "2/2" in written
    assert "c.png: failed: It is broken. Get another." in written
    assert capsys.readouterr().out == ""
