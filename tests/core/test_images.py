"""Every picture comes out upright, as RGB, equal to OpenCV's pixels, or with a sentence why not."""

from __future__ import annotations

import contextlib
import hashlib
import io
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from viewer.core.errors import UserError
from viewer.core.pictures.heif import register
from viewer.core.pictures.images import Picture, load_picture, load_thumbnail, upright_size
from viewer.core.pictures.picture_file import IMAGE_SUFFIXES

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
MEASURED = {".tif", ".tiff"}  # 16 bits, which are scaled here and cut there
PHOTOGRAPHS = sorted(
    path for path in DATA.glob("*/*") if path.suffix.lower() in IMAGE_SUFFIXES - MEASURED
)
NOISE = np.random.default_rng(3).integers(0, 256, (40, 60, 3), np.uint8)  # 3:2
SMOOTH = cv2.resize(NOISE[:5, :5], (600, 400), interpolation=cv2.INTER_CUBIC)


def encode(pixels: np.ndarray | Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    image.save(stream, kind, **options)
    return stream.getvalue()


def opencv(data: bytes) -> np.ndarray:
    bgr = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert bgr is not None
    return bgr[..., ::-1]


def refusal(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        load_picture(data)
    assert caught.value.headline.endswith(".")
    return caught.value.headline


@pytest.mark.skipif(not PHOTOGRAPHS, reason="the photographs are not beside this checkout")
def test_real_photographs_equal_opencvs_pixels() -> None:
    equal = 0
    for path in PHOTOGRAPHS:
        data = path.read_bytes()
        picture = load_picture(path)
        assert picture.sha256 == hashlib.sha256(data).hexdigest()
        if picture.notes:  # OpenCV does not heed colour profiles, and cuts what is deeper
            assert "to sRGB" in picture.notes[0] or "to 8 bits" in picture.notes[0]
            continue
        assert np.array_equal(picture.rgb, opencv(data)), path.name
        equal += 1
    assert equal >= 0.95 * len(PHOTOGRAPHS)


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "PPM", "WEBP", "JPEG2000"])
@pytest.mark.parametrize("pixels", [NOISE, NOISE.transpose(1, 0, 2)], ids=["3:2", "2:3"])
def test_lossless_formats_give_the_pixels_back(kind: str, pixels: np.ndarray) -> None:
    options = {"lossless": True} if kind == "WEBP" else {}
    picture = load_picture(encode(pixels, kind, **options))
    assert np.array_equal(picture.rgb, pixels)
    assert (picture.format, picture.notes) == (kind, ())
    assert picture.size == (pixels.shape[1], pixels.shape[0])
    assert picture.rgb.flags.c_contiguous


def test_avif_and_grey_and_palette_are_read() -> None:
    assert np.abs(load_picture(encode(SMOOTH, "AVIF")).rgb.astype(int) - SMOOTH).mean() < 8
    grey = encode(NOISE[..., 0], "JPEG")
    assert np.array_equal(load_picture(grey).rgb, opencv(grey))
    palette = encode(Image.fromarray(NOISE).quantize(16), "PNG")
    assert np.array_equal(load_picture(palette).rgb, opencv(palette))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_upright(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"lossless": True} if kind == "WEBP" else {"quality": 95} if kind == "JPEG" else {}
    data = encode(SMOOTH, kind, exif=exif, **options)
    picture = load_picture(data)
    assert picture.size == ((600, 400) if orientation < 5 else (400, 600))
    assert upright_size(data) == picture.size
    turned: list[Callable[[np.ndarray], np.ndarray]] = [
        lambda a: a,
        lambda a: a[:, ::-1],
        lambda a: a[::-1, ::-1],
        lambda a: a[::-1],
        lambda a: a.transpose(1, 0, 2),
        lambda a: a.transpose(1, 0, 2)[:, ::-1],
        lambda a: a[::-1, ::-1].transpose(1, 0, 2),
        lambda a: a.transpose(1, 0, 2)[::-1],
    ]
    wanted = turned[orientation - 1](SMOOTH).astype(int)
    assert np.abs(picture.rgb - wanted).mean() < (3 if kind == "JPEG" else 0.001)


def test_sixteen_bits_are_scaled_not_cut() -> None:
    deep = np.arange(0, 65536, 64, dtype=np.uint16).reshape(32, 32)
    for kind in ("PNG", "TIFF", "PPM"):
        picture = load_picture(encode(deep, kind))
        assert np.abs(picture.rgb[..., 0].astype(int) - deep // 256).max() <= 1, kind
        assert "16 bits" in picture.notes[0]
    done, png = cv2.imencode(".png", np.dstack([deep] * 3))
    assert done
    picture = load_picture(png.tobytes())
    assert np.array_equal(picture.rgb[..., 1], deep // 256)
    assert "16 bits" in picture.notes[0]


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("channels", [1, 3])
def test_measurements_in_colours_and_double_precision_are_scaled(kind, channels) -> None:
    values = np.random.default_rng(6).normal(size=(40, 60, channels)).astype(kind)
    lossless = [cv2.IMWRITE_TIFF_COMPRESSION, 5]  # LZW: some versions write LogLuv unasked
    done, data = cv2.imencode(".tiff", values[..., ::-1].squeeze(), lossless)
    assert done
    picture = load_picture(data.tobytes())
    low, high = values.min(), values.max()
    assert np.abs(picture.rgb - (values - low) / (high - low) * 255).max() <= 0.51
    assert picture.notes == (f"Measurements were scaled: {low:.4g} is black, {high:.4g} is white.",)
    assert load_thumbnail(data.tobytes(), 30).shape == (20, 30, 3)
    for place in range(8, 120):  # wherever the header lies
        lying = bytearray(data.tobytes())
        lying[-place : -place + 4] = b"\xff\xff\xff\x7f"
        with contextlib.suppress(UserError):
            load_picture(bytes(lying))


def test_transparency_stands_on_white_and_is_told() -> None:
    alpha = np.dstack([NOISE, np.full((40, 60), 255, np.uint8)])
    assert load_picture(encode(alpha, "PNG")).notes == ()
    alpha[:10, :, 3] = 0
    alpha[10:20, :, 3] = 128
    picture = load_picture(encode(alpha, "PNG"))
    assert (picture.rgb[:10] == 255).all()
    half = NOISE[10:20] * (128 / 255) + 255 * (127 / 255)
    assert np.abs(picture.rgb[10:20] - half).max() <= 1
    assert np.array_equal(picture.rgb[20:], NOISE[20:])
    assert "white" in picture.notes[0]
    assert picture.alpha is not None
    assert np.array_equal(picture.alpha, alpha[..., 3])


def test_print_colours_and_first_frames_are_told() -> None:
    cmyk = encode(Image.fromarray(SMOOTH).convert("CMYK"), "JPEG")
    picture = load_picture(cmyk)
    assert np.abs(picture.rgb.astype(int) - opencv(cmyk)).max() <= 2
    assert "CMYK" in picture.notes[0]
    frames = [Image.fromarray(np.roll(NOISE, 7 * step, axis=0)) for step in range(3)]
    for kind, word in (("GIF", "animation"), ("PNG", "animation"), ("TIFF", "Page 1 of 3")):
        picture = load_picture(encode(frames[0], kind, save_all=True, append_images=frames[1:]))
        assert word in picture.notes[0]
        assert np.abs(picture.rgb.astype(int) - NOISE).mean() < (40 if kind == "GIF" else 0.001)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_cut_jpeg_shows_what_is_there_and_says_so(progressive: bool) -> None:
    data = encode(SMOOTH, "JPEG", quality=90, progressive=progressive)
    whole = load_picture(data)
    part = load_picture(data[: len(data) * 2 // 3])
    assert "missing" in part.notes[0]
    assert part.size == whole.size
    assert np.abs(part.rgb[:100].astype(int) - whole.rgb[:100]).mean() < 10
    assert refusal(data[:100]) == "The picture is damaged or cut short."


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF", "JPEG2000"])
def test_other_cut_pictures_are_refused(kind: str) -> None:
    data = encode(NOISE, kind)
    assert refusal(data[: len(data) // 2]) == "The picture is damaged or cut short."


@pytest.mark.parametrize("kind", [np.float32, np.int32])
def test_measurements_are_scaled_and_it_is_told(kind: type) -> None:
    values = np.linspace(-500, 1500, 64 * 64).reshape(64, 64).astype(kind)
    picture = load_picture(encode(values, "TIFF"))
    wanted = (values.astype(float) + 500) / 2000 * 255
    assert np.abs(picture.rgb[..., 2] - wanted).max() <= 0.51
    assert picture.notes == ("Measurements were scaled: -500 is black, 1500 is white.",)


def test_measurements_that_are_no_numbers_are_black() -> None:
    values = np.array([[np.nan, np.inf], [2.0, 4.0]], np.float32)
    picture = load_picture(encode(values, "TIFF"))
    assert picture.rgb[..., 0].tolist() == [[0, 0], [0, 255]]
    assert "no numbers" in picture.notes[1]
    flat = load_picture(encode(np.full((2, 2), 7.0, np.float32), "TIFF"))
    assert (flat.rgb == 0).all()


def test_every_page_can_be_turned_to() -> None:
    pages = [Image.fromarray(np.roll(NOISE, 7 * step, axis=0)[: 40 - step]) for step in range(3)]
    book = encode(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    for number, page in enumerate(pages):
        picture = load_picture(book, page=number)
        assert np.array_equal(picture.rgb, np.asarray(page))
        assert (picture.pages, picture.notes) == (3, (f"Page {number + 1} of 3.",))
    with pytest.raises(UserError, match="no page 4"):
        load_picture(book, page=3)
    assert load_picture(encode(NOISE, "TIFF")).pages == 1


def test_heic_is_read_and_stands_upright() -> None:
    heif = pytest.importorskip("pillow_heif")
    exif = Image.Exif()
    exif[0x0112] = 6
    stream = io.BytesIO()
    heif.from_pillow(Image.fromarray(SMOOTH)).save(stream, quality=90, exif=exif.tobytes())
    picture = load_picture(stream.getvalue())
    upright = SMOOTH.transpose(1, 0, 2)[:, ::-1].astype(int)
    assert picture.format == "HEIF"
    assert picture.rgb.shape == upright.shape
    assert upright_size(stream.getvalue()) == picture.size
    assert np.abs(picture.rgb - upright).mean() < 8
    assert refusal(stream.getvalue()[:900]) == "The picture is damaged or cut short."


def test_heic_without_its_decoder_names_the_command(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    register.cache_clear()
    data = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40)
    with pytest.raises(UserError, match="pillow-heif") as caught:
        load_picture(data)
    assert caught.value.hint.endswith("-m pip install pillow-heif")
    assert sys.executable in caught.value.hint
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(UserError) as caught:
        load_picture(data)
    assert "JPEG" in caught.value.hint


def profile(*, swapped: bool) -> bytes:
    """sRGB, or a profile whose first channel is sRGB's green and whose second is its red."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if not swapped:
        return data
    return data.replace(b"rXYZ", b"?").replace(b"gXYZ", b"rXYZ").replace(b"?", b"gXYZ")


def test_colour_profiles_are_turned_into_srgb() -> None:
    same = load_picture(encode(NOISE, "PNG", icc_profile=profile(swapped=False)))
    assert np.array_equal(same.rgb, NOISE)
    assert same.notes == ()
    for kind in ("PNG", "TIFF"):
        other = load_picture(encode(NOISE, kind, icc_profile=profile(swapped=True)))
        assert np.abs(other.rgb.astype(int) - NOISE[..., [1, 0, 2]]).max() <= 2
        assert "to sRGB" in other.notes[0]
    clear = np.dstack([NOISE, np.full((40, 60), 255, np.uint8)])
    clear[:5, :, 3] = 0
    clear = load_picture(encode(clear, "PNG", icc_profile=profile(swapped=True)))
    assert (clear.rgb[:5] == 255).all()
    assert np.abs(clear.rgb[5:].astype(int) - NOISE[5:, :, [1, 0, 2]]).max() <= 2
    palette = Image.fromarray(NOISE).quantize(16)
    data = encode(palette, "PNG", icc_profile=profile(swapped=True))
    wanted = np.asarray(palette.convert("RGB"))[..., [1, 0, 2]].astype(int)
    assert np.abs(load_picture(data).rgb - wanted).max() <= 2


def test_a_damaged_profile_is_told_and_left_aside() -> None:
    bad = load_picture(encode(NOISE, "PNG", icc_profile=b"no profile at all" * 20))
    assert np.array_equal(bad.rgb, NOISE)
    assert "damaged" in bad.notes[0]


@pytest.mark.parametrize("side", [12_000, 20_000, 60_000])
@pytest.mark.timeout(20)
def test_bombs_are_refused_from_the_header(side: int) -> None:
    header = b"IHDR" + side.to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    end = b"\0\0\0\0IEND\xaeB`\x82"
    data = b"\x89PNG\r\n\x1a\n\0\0\0\r" + header + zlib.crc32(header).to_bytes(4, "big") + end
    assert "too large" in refusal(data)


def test_thumbnails_fit_stay_upright_and_look_alike(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    for kind in ("JPEG", "PNG"):
        file = tmp_path / "a"
        file.write_bytes(encode(SMOOTH, kind, exif=exif))
        small = load_thumbnail(file, 96)
        assert small.shape == (96, 64, 3)
        whole = load_picture(file).rgb
        wanted = cv2.resize(whole, (64, 96), interpolation=cv2.INTER_AREA)
        assert np.abs(small.astype(int) - wanted).mean() < 6
    file.write_bytes(encode(NOISE, "PNG"))
    assert np.array_equal(load_thumbnail(file, 96), NOISE)
    file.write_bytes(b"nothing")
    with pytest.raises(UserError):
        load_thumbnail(file, 96)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.timeout(120)
def test_mutated_files_give_a_picture_or_a_sentence() -> None:
    random = np.random.default_rng(11)
    seeds = [encode(NOISE, kind) for kind in ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "PPM")]
    seeds += [encode(NOISE, "AVIF"), encode(NOISE, "JPEG2000")]
    seeds += [encode(NOISE, "TIFF", compression=name) for name in ("tiff_lzw", "jpeg")]
    outcomes = {True: 0, False: 0}
    for turn in range(330):
        data = bytearray(seeds[turn % len(seeds)])
        for place in random.integers(0, len(data), random.integers(1, 8)):
            data[place] = random.integers(0, 256)
        if turn % 5 == 0:
            del data[random.integers(8, len(data)) :]
        outcomes[_opens(bytes(data))] += 1
    assert min(outcomes.values()) > 30


def _opens(data: bytes) -> bool:
    try:
        picture = load_picture(data)
    except UserError:
        return False
    assert isinstance(picture, Picture)
    assert picture.rgb.dtype == np.uint8
    return True
