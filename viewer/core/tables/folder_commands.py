"""The part of the table of commands that is about folders: stepping through them, and triage."""

from __future__ import annotations

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.core.tables.command import Command

# A table reads by rows, so the formatter leaves it alone.
# fmt: off
FOLDER_COMMANDS: tuple[Command, ...] = (
    Command("previous_image", QT_TRANSLATE_NOOP("Command", "Previous image"), ("Left",), "go", 0,
            "previous", "folder", "panes"),
    Command("next_image", QT_TRANSLATE_NOOP("Command", "Next image"), ("Right",), "go", 0, "next",
            "folder", "panes"),
    Command("first_image", QT_TRANSLATE_NOOP("Command", "First image"), ("Home",), "go", 0,
            "first", "folder", "panes"),
    Command("last_image", QT_TRANSLATE_NOOP("Command", "Last image"), ("End",), "go", 0, "last",
            "folder", "panes"),
    Command("previous_page", QT_TRANSLATE_NOOP("Command", "Previous page"), ("Ctrl+PgUp",), "go", 3,
            "previous", "pages",
            help=QT_TRANSLATE_NOOP("Command", "Turn back in a file of several pages.")),
    Command("next_page", QT_TRANSLATE_NOOP("Command", "Next page"), ("Ctrl+PgDown",), "go", 3,
            "next", "pages",
            help=QT_TRANSLATE_NOOP("Command", "Turn to the next page of the file.")),
    Command("mark", QT_TRANSLATE_NOOP("Command", "Mark or unmark"), ("M",), "triage", 0, "mark",
            "picture", "panes",
            help=QT_TRANSLATE_NOOP("Command", "Put a star on the selected pictures.")),
    Command("export_list", QT_TRANSLATE_NOOP("Command", "Export the list…"), (), "triage", 0,
            "save", "folder",
            help=QT_TRANSLATE_NOOP("Command", "Write the marked pictures, or all, to a table.")),
    Command("folder_labels", QT_TRANSLATE_NOOP("Command", "Folders are the labels"), (), "triage",
            1, "folder", "folder"),
    Command("open_labels", QT_TRANSLATE_NOOP("Command", "Labels from a table…"), (), "triage", 1,
            "log", "folder",
            help=QT_TRANSLATE_NOOP("Command", "Read a CSV file: file name, label.")),
    Command("quick_open", QT_TRANSLATE_NOOP("Command", "Go to a picture…"), ("Ctrl+P",), "go", 1,
            "search", "folder",
            help=QT_TRANSLATE_NOOP("Command", "Type a part of its name, and press Enter.")),
    Command("find_picture", QT_TRANSLATE_NOOP("Command", "Find a picture by name"), ("Ctrl+F",),
            "go", 1, "search",
            help=QT_TRANSLATE_NOOP("Command", "Type a part of its name; Esc goes back.")),
    Command("go_up", QT_TRANSLATE_NOOP("Command", "Up to the parent folder"), ("Alt+Up",), "go", 1,
            "up", "folder"),
    Command("reload", QT_TRANSLATE_NOOP("Command", "Reload and compute again"), ("F5",), "go", 2,
            "reload", "folder",
            help=QT_TRANSLATE_NOOP("Command", "Read the folder and the picture anew.")),
    Command("stop", QT_TRANSLATE_NOOP("Command", "Stop computing"), ("Esc",), "go", 2, "close",
            "", "panes",
            help=QT_TRANSLATE_NOOP("Command", "Stop what takes long, or leave the full screen.")),
)
# fmt: on
