"""The features of the window, in the order in which they are made, connected and handed over.

Several hear the same signal in this order, so: risks are noted before anything is done; a request
is sent before the maps of its layers are asked for. What a window shows is handed over in it, too:
the model comes with its setup, then the folder, and the class is chosen for both.

Those of `features/first.py` come first; this module is imported when they have been painted.
"""

from __future__ import annotations

from viewer.features.boxes import BoxesFeature
from viewer.features.drags import DragsFeature
from viewer.features.drawing import DrawingFeature
from viewer.features.drops import DropsFeature
from viewer.features.evaluating import EvaluatingFeature
from viewer.features.feature import Feature
from viewer.features.figures import FiguresFeature
from viewer.features.first import FIRST
from viewer.features.folder_whole import FolderWholeFeature
from viewer.features.hand_truth import HandTruthFeature
from viewer.features.layer_strip import LayerStripFeature
from viewer.features.levels import LevelsFeature
from viewer.features.likeness import LikenessFeature
from viewer.features.likeness_order import LikenessOrderFeature
from viewer.features.likeness_tray import LikenessTrayFeature
from viewer.features.looked_as_here import LookedAsHereFeature
from viewer.features.news import NewsFeature
from viewer.features.own_methods import OwnMethodsFeature
from viewer.features.pages import PagesFeature
from viewer.features.painting import PaintingFeature
from viewer.features.palette import PaletteFeature
from viewer.features.pane_presets import PanePresetsFeature
from viewer.features.pane_saving import PaneSavingFeature
from viewer.features.parts import PartsFeature
from viewer.features.picture_grid import PictureGridFeature
from viewer.features.regions import RegionsFeature
from viewer.features.reports import ReportsFeature
from viewer.features.results import ResultsFeature
from viewer.features.scenes import ScenesFeature
from viewer.features.several_labels import SeveralLabelsFeature
from viewer.features.slow import SlowFeature
from viewer.features.structure import StructureFeature
from viewer.features.trust import TrustFeature
from viewer.features.trust_handle import TrustHandleFeature
from viewer.features.waits import WaitsFeature
from viewer.features.zoo import ZooFeature

FEATURES: tuple[type[Feature], ...] = (
    *FIRST,
    NewsFeature,
    PagesFeature,
    LevelsFeature,
    ZooFeature,
    BoxesFeature,
    LikenessFeature,
    DrawingFeature,
    PaintingFeature,
    RegionsFeature,
    SeveralLabelsFeature,
    PanePresetsFeature,
    PaletteFeature,
    OwnMethodsFeature,
    SlowFeature,
    StructureFeature,
    PartsFeature,
    LayerStripFeature,
    TrustFeature,
    HandTruthFeature,
    ResultsFeature,
    FolderWholeFeature,
    TrustHandleFeature,
    FiguresFeature,
    LikenessTrayFeature,
    LikenessOrderFeature,
    LookedAsHereFeature,
    PaneSavingFeature,
    EvaluatingFeature,
    ReportsFeature,
    PictureGridFeature,
    ScenesFeature,
    DropsFeature,
    DragsFeature,
    WaitsFeature,
)
