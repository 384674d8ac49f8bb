"""The table of user commands: key, text, shortcuts, menu, icon and precondition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from viewer.core.marking import QT_TRANSLATE_NOOP

# fmt: off
Menu = Literal[
    "file", "edit", "view", "arrangement", "folders", "theme", "go", "triage", "class", "model",
    "help",
]
# fmt: on
Need = Literal["", "folder", "picture", "maps", "model"]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a user can ask for by menu or key.

    ``scope`` keeps single keys away from line edits and sliders: "panes" works while the panes,
    the browser's list or the predictions have the focus. ``section`` parts a menu by lines.
    Rows of one ``choice`` exclude each other and show a mark; a ``toggle`` has a mark of its own.
    """

    key: str
    text: str
    shortcuts: tuple[str, ...] = ()
    menu: Menu = "file"
    section: int = 0
    icon: str = ""
    needs: Need = ""
    scope: Literal["window", "panes"] = "window"
    choice: str = ""
    toggle: bool = False
    help: str = ""


# A table reads by rows, so the formatter leaves it alone.
# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("open_folder", QT_TRANSLATE_NOOP("Command", "Open folder…"), ("Ctrl+O",), "file", 0,
            "folder-open"),
    Command("open_images", QT_TRANSLATE_NOOP("Command", "Open images…"), ("Ctrl+Shift+O",), "file",
            0, "image"),
    Command("open_samples", QT_TRANSLATE_NOOP("Command", "Open samples"), (), "file", 0, "samples",
            help=QT_TRANSLATE_NOOP("Command", "Gather the sample pictures once and show them.")),
    Command("open_model", QT_TRANSLATE_NOOP("Command", "Open model file…"), ("Ctrl+M",), "file", 5,
            "weights"),
    Command("open_zoo", QT_TRANSLATE_NOOP("Command", "Open model from the zoo…"), (), "file", 5,
            "model",
            help=QT_TRANSLATE_NOOP("Command", "Choose a published model by its name.")),
    Command("export_figure", QT_TRANSLATE_NOOP("Command", "Export figure…"), ("Ctrl+E",), "file",
            1, "figure", "maps",
            help=QT_TRANSLATE_NOOP("Command", "Build a figure for a report, and see it at once.")),
    Command("save_figure", QT_TRANSLATE_NOOP("Command", "Save figure…"), ("Ctrl+S",), "file", 1,
            "save", "maps",
            help=QT_TRANSLATE_NOOP("Command", "Save a figure in the style used last.")),
    Command("quit", QT_TRANSLATE_NOOP("Command", "Quit"), ("Ctrl+Q",), "file", 2, "quit"),
    Command("copy_figure", QT_TRANSLATE_NOOP("Command", "Copy figure"), ("Ctrl+C",), "edit", 0,
            "copy", "maps",
            help=QT_TRANSLATE_NOOP("Command", "Copy a figure in the style used last.")),
    Command("zoom_in", QT_TRANSLATE_NOOP("Command", "Zoom in"), ("+", "="), "view", 0, "zoom-in",
            "picture", "panes"),
    Command("zoom_out", QT_TRANSLATE_NOOP("Command", "Zoom out"), ("-",), "view", 0, "zoom-out",
            "picture", "panes"),
    Command("fit", QT_TRANSLATE_NOOP("Command", "Fit the picture"), ("Ctrl+0",), "view", 0, "fit",
            "picture"),
    Command("actual_size", QT_TRANSLATE_NOOP("Command", "Actual size (100 %)"), ("Ctrl+1",),
            "view", 0, "actual-size", "picture"),
    Command("opacity_down", QT_TRANSLATE_NOOP("Command", "Weaker overlay"), ("[",), "view", 1,
            "opacity-down", "", "panes"),
    Command("opacity_up", QT_TRANSLATE_NOOP("Command", "Stronger overlay"), ("]",), "view", 1,
            "opacity-up", "", "panes"),
    Command("model_structure", QT_TRANSLATE_NOOP("Command", "Model structure"), ("Ctrl+I",),
            "view", 2, "structure", toggle=True,
            help=QT_TRANSLATE_NOOP("Command", "Show or hide the model's modules and layers.")),
    Command("arrange_row", QT_TRANSLATE_NOOP("Command", "Side by side"), (), "arrangement", 0,
            "columns", choice="arrangement"),
    Command("arrange_column", QT_TRANSLATE_NOOP("Command", "One above the other"), (),
            "arrangement", 0, "rows", choice="arrangement"),
    Command("arrange_automatic", QT_TRANSLATE_NOOP("Command", "Automatic"), (), "arrangement", 0,
            "grid", choice="arrangement",
            help=QT_TRANSLATE_NOOP("Command", "Arrange the panes so that the picture is largest.")),
    Command("folders_tree", QT_TRANSLATE_NOOP("Command", "Folder by folder"), (), "folders", 0,
            "folder", choice="folders"),
    Command("folders_flat", QT_TRANSLATE_NOOP("Command", "All sub-folders at once"), (), "folders",
            0, "samples", choice="folders",
            help=QT_TRANSLATE_NOOP("Command", "List the pictures of all sub-folders together.")),
    Command("theme_system", QT_TRANSLATE_NOOP("Command", "As the system"), (), "theme",
            choice="theme"),
    Command("theme_light", QT_TRANSLATE_NOOP("Command", "Light"), (), "theme", choice="theme"),
    Command("theme_dark", QT_TRANSLATE_NOOP("Command", "Dark"), (), "theme", choice="theme"),
    Command("theme_contrast", QT_TRANSLATE_NOOP("Command", "High contrast"), (), "theme",
            choice="theme"),
    Command("fullscreen", QT_TRANSLATE_NOOP("Command", "Full screen"), ("F11",), "view", 3,
            "fullscreen"),
    Command("previous_image", QT_TRANSLATE_NOOP("Command", "Previous image"), ("Left",), "go", 0,
            "previous", "folder", "panes"),
    Command("next_image", QT_TRANSLATE_NOOP("Command", "Next image"), ("Right",), "go", 0, "next",
            "folder", "panes"),
    Command("first_image", QT_TRANSLATE_NOOP("Command", "First image"), ("Home",), "go", 0,
            "first", "folder", "panes"),
    Command("last_image", QT_TRANSLATE_NOOP("Command", "Last image"), ("End",), "go", 0, "last",
            "folder", "panes"),
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
    Command("go_up", QT_TRANSLATE_NOOP("Command", "Up to the parent folder"), ("Alt+Up",), "go", 1,
            "up", "folder"),
    Command("reload", QT_TRANSLATE_NOOP("Command", "Reload and compute again"), ("F5",), "go", 2,
            "reload", "folder",
            help=QT_TRANSLATE_NOOP("Command", "Read the folder and the picture anew.")),
    Command("stop", QT_TRANSLATE_NOOP("Command", "Stop computing"), ("Esc",), "go", 2, "close",
            "picture", "panes",
            help=QT_TRANSLATE_NOOP("Command", "Stop a method that takes long.")),
    Command("class_top", QT_TRANSLATE_NOOP("Command", "Top prediction"), ("0",), "class", 0,
            "target", "picture", "panes",
            help=QT_TRANSLATE_NOOP("Command", "Explain what each picture most likely shows.")),
    Command("class_1", QT_TRANSLATE_NOOP("Command", "Most likely class"), ("1",), "class", 1, "",
            "picture", "panes"),
    Command("class_2", QT_TRANSLATE_NOOP("Command", "Second most likely class"), ("2",), "class",
            1, "", "picture", "panes"),
    Command("class_3", QT_TRANSLATE_NOOP("Command", "Third most likely class"), ("3",), "class", 1,
            "", "picture", "panes"),
    Command("class_4", QT_TRANSLATE_NOOP("Command", "Fourth most likely class"), ("4",), "class",
            1, "", "picture", "panes"),
    Command("class_5", QT_TRANSLATE_NOOP("Command", "Fifth most likely class"), ("5",), "class", 1,
            "", "picture", "panes"),
    Command("class_against", QT_TRANSLATE_NOOP("Command", "One class against another…"), ("A",),
            "class", 2, "", "maps", "panes",
            help=QT_TRANSLATE_NOOP("Command", "Explain what tells one class from another.")),
    Command("target_raise", QT_TRANSLATE_NOOP("Command", "What speaks for the class"), (), "class",
            3, choice="direction",
            help=QT_TRANSLATE_NOOP("Command", "Explain what makes the score larger.")),
    Command("target_lower", QT_TRANSLATE_NOOP("Command", "What speaks against the class"), (),
            "class", 3, choice="direction",
            help=QT_TRANSLATE_NOOP("Command", "Explain what makes the score smaller.")),
    Command("target_logit", QT_TRANSLATE_NOOP("Command", "Score: logit"), (), "class", 4,
            choice="scale",
            help=QT_TRANSLATE_NOOP("Command", "Explain the class's own score.")),
    Command("target_probability", QT_TRANSLATE_NOOP("Command", "Score: probability"), (), "class",
            4, choice="scale",
            help=QT_TRANSLATE_NOOP("Command", "Explain the score relative to other classes.")),
    Command("model_default", QT_TRANSLATE_NOOP("Command", "Default model"), (), "model", 0,
            "model"),
    Command("class_names", QT_TRANSLATE_NOOP("Command", "Class names…"), (), "model", 2,
            "target", "model",
            help=QT_TRANSLATE_NOOP("Command", "Name the classes: typed, or read from a file.")),
    Command("model_setup", QT_TRANSLATE_NOOP("Command", "Model setup…"), ("Ctrl+Shift+M",),
            "model", 2, "options", "model",
            help=QT_TRANSLATE_NOOP("Command", "Say how pictures are prepared and answers read.")),
    Command("options", QT_TRANSLATE_NOOP("Command", "Options…"), ("Ctrl+,",), "edit", 9,
            "options"),
    Command("keyboard", QT_TRANSLATE_NOOP("Command", "Keyboard"), ("F1",), "help", 0, "keyboard"),
    Command("tour", QT_TRANSLATE_NOOP("Command", "A tour of the window"), (), "help", 0, "tour"),
    Command("report", QT_TRANSLATE_NOOP("Command", "Report a problem…"), (), "help", 1, "report",
            help=QT_TRANSLATE_NOOP("Command", "Gather log and system summary; nothing is sent.")),
    Command("show_log", QT_TRANSLATE_NOOP("Command", "Show log"), (), "help", 1, "log"),
    Command("about", QT_TRANSLATE_NOOP("Command", "About CamScope"), (), "help", 2, "about"),
)
# fmt: on
