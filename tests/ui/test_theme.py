import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from viewer.paths import resource
from viewer.ui.looks.palettes import make_palette
from viewer.ui.looks.theme import apply_theme, draw_icon, icon, mix


@pytest.fixture
def dressed(qapp):
    yield qapp
    apply_theme(qapp, "light")


def luminance(colour: QColor) -> float:
    """Relative luminance, WCAG 2."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: QColor, second: QColor) -> float:
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("high", [False, True], ids=["usual", "high contrast"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("WindowText", "Window"),
        ("Text", "Base"),
        ("ButtonText", "Button"),
        ("HighlightedText", "Highlight"),
        ("ToolTipText", "ToolTipBase"),
        ("Link", "Base"),
        ("PlaceholderText", "Base"),
        ("PlaceholderText", "Window"),
    ],
)
def test_text_is_readable(qapp, dark, high, text, ground):
    palette = make_palette(dark=dark, contrast=high)
    role = QPalette.ColorRole
    least = 7.0 if high else 4.5  # WCAG 2, levels AAA and AA
    assert contrast(palette.color(role[text]), palette.color(role[ground])) >= least


def test_high_contrast_draws_every_edge(dressed):
    apply_theme(dressed, "contrast")
    palette = dressed.palette()
    assert contrast(palette.mid().color(), palette.window().color()) == pytest.approx(21)
    assert contrast(palette.highlight().color(), palette.base().color()) >= 7


def test_dark_is_dark_although_the_platform_ignores_colour_schemes(dressed):
    apply_theme(dressed, "dark")
    assert dressed.palette().window().color().lightness() < 80
    apply_theme(dressed, "light")
    assert dressed.palette().window().color().lightness() > 200


def test_the_style_sheet_names_no_colour():
    text = resource("style/camscope.qss").read_text(encoding="utf-8")
    assert "#" not in text
    assert "rgb" not in text


def inked(pixmap) -> tuple[QColor, float]:
    """The colour of a pixmap's most opaque pixel, and the share of its pixels with any ink."""
    image = pixmap.toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    share = sum(pixel.alpha() > 0 for pixel in pixels) / len(pixels)
    return max(pixels, key=lambda pixel: pixel.alpha()), share


def rgba(colour: QColor) -> tuple[int, int, int, int]:
    return colour.red(), colour.green(), colour.blue(), colour.alpha()


def near(first: QColor, second: QColor) -> bool:
    return all(abs(a - b) <= 3 for a, b in zip(rgba(first), rgba(second), strict=True))


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda p: p.stem)
def test_every_icon_draws_something(qapp, path):
    ink, share = inked(draw_icon(path.read_text(encoding="utf-8"), QColor("#c4511a"), [32])[0])
    assert 0.02 < share <= 1
    assert ink.alpha() > 200
    if path.stem != "camscope":
        assert near(ink, QColor("#c4511a"))


def test_icons_take_the_palette_and_its_disabled_state(dressed):
    for scheme in ("light", "dark"):
        apply_theme(dressed, scheme)
        palette = QApplication.palette()
        drawn = icon("folder")
        for mode, group in (
            (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
            (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
        ):
            ink, _ = inked(drawn.pixmap(QSize(64, 64), mode))
            assert near(ink, palette.color(group, QPalette.ColorRole.ButtonText))


def test_icons_are_sharp_at_twice_the_pixels(qapp):
    assert icon("folder").pixmap(QSize(20, 20), 2.0).width() == 40
    assert icon("").isNull()


def test_mix():
    assert mix(QColor(0, 0, 0), QColor(200, 100, 50), 0.5) == QColor(100, 50, 25)


def test_the_logo_is_sharp_on_the_welcome_page(qapp):
    assert icon("camscope").pixmap(QSize(96, 96), 2.0).width() == 192


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_an_icon_is_seen_on_the_ground_of_what_is_selected(dressed, scheme):
    apply_theme(dressed, scheme)
    palette = dressed.palette()
    ground = palette.highlight() if scheme == "contrast" else palette.mid()
    drawn = icon("close").pixmap(32, 32, QIcon.Mode.Selected).toImage()
    inks = [drawn.pixelColor(x, y) for x in range(32) for y in range(32)]
    ink = max(inks, key=lambda colour: colour.alpha())
    assert contrast(ink, ground.color()) >= 4.5
