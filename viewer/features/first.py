"""The features that a window needs for its first paint, in the order of `features/table.py`.

They fill what is seen, and the menus: a feature with rows of its own in the table of commands
stands here. All others are imported and made when the window has been painted.
"""

from __future__ import annotations

from viewer.features.classes import ClassesFeature
from viewer.features.engine import EngineFeature
from viewer.features.feature import Feature
from viewer.features.folders import FoldersFeature
from viewer.features.grid import GridFeature
from viewer.features.help import HelpFeature
from viewer.features.history import HistoryFeature
from viewer.features.language import LanguageFeature
from viewer.features.looks import LooksFeature
from viewer.features.models import ModelsFeature
from viewer.features.notes import NotesFeature
from viewer.features.pane_choices import PaneChoicesFeature
from viewer.features.panes import PanesFeature
from viewer.features.picture_menu import PictureMenuFeature
from viewer.features.pictures import PicturesFeature
from viewer.features.pins import PinsFeature
from viewer.features.risks import RisksFeature
from viewer.features.scales import ScalesFeature
from viewer.features.setups import SetupsFeature
from viewer.features.slideshow import SlideshowFeature
from viewer.features.triage import TriageFeature
from viewer.features.whereabouts import WhereaboutsFeature
from viewer.features.window import WindowFeature

FIRST: tuple[type[Feature], ...] = (
    RisksFeature,
    LooksFeature,
    ScalesFeature,
    HelpFeature,
    LanguageFeature,
    PicturesFeature,
    EngineFeature,
    SetupsFeature,
    ModelsFeature,
    FoldersFeature,
    TriageFeature,
    PictureMenuFeature,
    WhereaboutsFeature,
    GridFeature,
    NotesFeature,
    SlideshowFeature,
    ClassesFeature,
    PanesFeature,
    PaneChoicesFeature,
    PinsFeature,
    HistoryFeature,
    WindowFeature,
)
