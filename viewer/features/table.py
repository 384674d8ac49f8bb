"""The features of the window, in the order in which they are made, connected and handed over.

Several hear the same signal in this order, so: risks are noted before anything is done; a request
is sent before the maps of its layers are asked for. What a window shows is handed over in it, too:
the model comes with its setup, then the folder, and the class is chosen for both.
"""

from __future__ import annotations

from viewer.features.boxes import BoxesFeature
from viewer.features.classes import ClassesFeature
from viewer.features.drags import DragsFeature
from viewer.features.drops import DropsFeature
from viewer.features.engine import EngineFeature
from viewer.features.evaluating import EvaluatingFeature
from viewer.features.feature import Feature
from viewer.features.figures import FiguresFeature
from viewer.features.folder_whole import FolderWholeFeature
from viewer.features.folders import FoldersFeature
from viewer.features.grid import GridFeature
from viewer.features.help import HelpFeature
from viewer.features.history import HistoryFeature
from viewer.features.language import LanguageFeature
from viewer.features.layer_strip import LayerStripFeature
from viewer.features.levels import LevelsFeature
from viewer.features.likeness import LikenessFeature
from viewer.features.looks import LooksFeature
from viewer.features.models import ModelsFeature
from viewer.features.news import NewsFeature
from viewer.features.notes import NotesFeature
from viewer.features.own_methods import OwnMethodsFeature
from viewer.features.pages import PagesFeature
from viewer.features.palette import PaletteFeature
from viewer.features.pane_choices import PaneChoicesFeature
from viewer.features.pane_presets import PanePresetsFeature
from viewer.features.panes import PanesFeature
from viewer.features.parts import PartsFeature
from viewer.features.picture_grid import PictureGridFeature
from viewer.features.picture_menu import PictureMenuFeature
from viewer.features.pictures import PicturesFeature
from viewer.features.pins import PinsFeature
from viewer.features.regions import RegionsFeature
from viewer.features.reports import ReportsFeature
from viewer.features.results import ResultsFeature
from viewer.features.risks import RisksFeature
from viewer.features.scales import ScalesFeature
from viewer.features.scenes import ScenesFeature
from viewer.features.setups import SetupsFeature
from viewer.features.several_labels import SeveralLabelsFeature
from viewer.features.slideshow import SlideshowFeature
from viewer.features.slow import SlowFeature
from viewer.features.structure import StructureFeature
from viewer.features.triage import TriageFeature
from viewer.features.trust import TrustFeature
from viewer.features.trust_handle import TrustHandleFeature
from viewer.features.waits import WaitsFeature
from viewer.features.whereabouts import WhereaboutsFeature
from viewer.features.window import WindowFeature
from viewer.features.zoo import ZooFeature

FEATURES: tuple[type[Feature], ...] = (
    RisksFeature,
    LooksFeature,
    ScalesFeature,
    HelpFeature,
    NewsFeature,
    LanguageFeature,
    PicturesFeature,
    PagesFeature,
    LevelsFeature,
    EngineFeature,
    SetupsFeature,
    ModelsFeature,
    ZooFeature,
    FoldersFeature,
    TriageFeature,
    PictureMenuFeature,
    WhereaboutsFeature,
    GridFeature,
    NotesFeature,
    SlideshowFeature,
    ClassesFeature,
    PanesFeature,
    BoxesFeature,
    LikenessFeature,
    RegionsFeature,
    SeveralLabelsFeature,
    PaneChoicesFeature,
    PanePresetsFeature,
    PinsFeature,
    PaletteFeature,
    HistoryFeature,
    OwnMethodsFeature,
    SlowFeature,
    StructureFeature,
    PartsFeature,
    LayerStripFeature,
    TrustFeature,
    ResultsFeature,
    FolderWholeFeature,
    TrustHandleFeature,
    FiguresFeature,
    ReportsFeature,
    EvaluatingFeature,
    PictureGridFeature,
    ScenesFeature,
    DropsFeature,
    DragsFeature,
    WindowFeature,
    WaitsFeature,
)
