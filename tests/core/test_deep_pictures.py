"""Of more than 8 bits, the values in use are shown by one rule, whatever the format, and told."""

from __future__ import annotations

import io
import struct
import zlib

import cv2
import numpy as np
import pytest
from PIL import Image

from viewer.core.errors import UserError
from viewer.core.pictures.depth import parse_levels, to_eight_bits, white_value
from viewer.core.pictures.images import load_picture, load_thumbnail

RANDOM = np.random.default_rng(4)
COLOURS = RANDOM.integers(0, 65536, (40, 60, 3), np.uint16)  # 3:2
COLOURS[0, 0] = 65535


def in_bits(bits: int, channels: int = 3) -> np.ndarray:
    values = COLOURS >> (16 - bits)
    return values if channels == 3 else values[..., 0]


def written(kind: str, values: np.ndarray) -> bytes:
    """The file as OpenCV writes it."""
    large = np.repeat(np.repeat(values, 4, 0), 4, 1) if kind == ".jp2" else values
    exact = [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000] if kind == ".jp2" else []
    done, data = cv2.imencode(kind, large[..., ::-1] if values.ndim == 3 else large, exact)
    assert done
    return data.tobytes()


def with_chunk(png: bytes, name: bytes, body: bytes) -> bytes:
    chunk = struct.pack(">I", len(body)) + name + body
    return png[:33] + chunk + struct.pack(">I", zlib.crc32(chunk[4:])) + png[33:]


def tiff(values: np.ndarray, *, bits: int, **tags: tuple[int, int, int]) -> bytes:
    """A plain TIFF of values packed into so many bits; further tags as (tag, type, value)."""
    rows = values.reshape(len(values), -1)
    order = np.arange(bits - 1, -1, -1)
    pixels = np.packbits((rows[..., None] >> order & 1).astype(np.uint8).reshape(len(rows), -1), 1)
    pixels = values.astype(f"<u{bits // 8}") if bits in (16, 32) else pixels
    channels = values.shape[2] if values.ndim == 3 else 1
    height, width = values.shape[:2]
    fields = [(256, 3, width), (257, 3, height), (259, 3, 1), (262, 3, 2 if channels == 3 else 1)]
    fields += [(277, 3, channels), (278, 3, height), (279, 4, pixels.nbytes), *tags.values()]
    end = 8 + 2 + 12 * (len(fields) + 2) + 4
    entries = [struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in fields]
    entries.append(struct.pack("<HHII", 273, 4, 1, end + 6))
    entries.append(struct.pack("<HHII", 258, 3, channels, bits if channels == 1 else end))
    entries.sort(key=lambda entry: struct.unpack("<H", entry[:2]))
    head = b"II*\0" + struct.pack("<IH", 8, len(entries)) + b"".join(entries) + b"\0\0\0\0"
    return head + struct.pack("<3H", bits, bits, bits) + pixels.tobytes()


def note(bits: int, white: int | None = None) -> tuple[str]:
    white = white or 2**bits - 1
    return (f"Values of {bits} bits were scaled to 8 bits: 0 is black, {white} is white.",)


@pytest.mark.parametrize("kind", [".png", ".tiff", ".jp2", ".ppm"])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("bits", [10, 12, 14, 16])
def test_the_largest_value_tells_the_bits_in_every_format(kind, channels, bits):
    values = in_bits(bits, channels)
    suffix = ".pgm" if kind == ".ppm" and channels == 1 else kind
    picture = load_picture(written(suffix, values))
    wanted = values >> (bits - 8)
    wanted = wanted if channels == 3 else np.dstack([wanted] * 3)
    shown = picture.rgb[::4, ::4] if kind == ".jp2" else picture.rgb
    assert np.abs(shown.astype(int) - wanted).max() <= (1 if kind == ".jp2" else 0)
    assert (picture.notes, picture.levels) == (note(bits), (0, 2**bits - 1))


def test_what_a_file_tells_goes_before_its_largest_value():
    dark = in_bits(12) // 8  # as of 10 bits
    png = written(".png", dark)
    assert load_picture(png).notes == note(10)
    assert load_picture(with_chunk(png, b"sBIT", b"\x0c\x0c\x0c")).notes == note(12)
    grey = dark[..., 0]
    for tag in ((281, 3, 4095), (281, 3, 3001), (341, 3, 4095)):  # ends, or the largest one used
        assert load_picture(tiff(grey, bits=16, told=tag)).notes == note(12)
    assert load_picture(tiff(grey, bits=16)).notes == note(10)
    told = Image.fromarray(grey)
    stream = io.BytesIO()
    told.save(stream, "TIFF", description='<Pixels SignificantBits="14" SizeX="60"/>')
    assert load_picture(stream.getvalue()).notes == note(14)
    ppm = b"P5\n60 40\n1000\n" + np.minimum(grey, 1000).astype(">u2").tobytes()
    picture = load_picture(ppm)
    assert picture.notes == note(10, white=1000)
    assert np.abs(picture.rgb[..., 0] - np.minimum(grey, 1000) / 1000 * 255).max() <= 0.51


def test_a_file_that_tells_too_little_is_not_believed():
    png = with_chunk(written(".png", in_bits(16)), b"sBIT", b"\x0c\x0c\x0c")  # scaled up to 16
    assert load_picture(png).notes == note(16)
    assert white_value(5000, 4095) == 16383
    assert white_value(3000, 65535) == 65535


@pytest.mark.parametrize("bits", [10, 12, 14])
@pytest.mark.parametrize("channels", [1, 3])
def test_values_packed_into_odd_bits_are_read(bits, channels):
    values = in_bits(bits, channels)
    picture = load_picture(tiff(values, bits=bits))
    wanted = values >> (bits - 8)
    assert np.array_equal(picture.rgb, wanted if channels == 3 else np.dstack([wanted] * 3))
    assert picture.notes == note(bits)
    dark = load_picture(tiff(values // 8, bits=bits))
    assert dark.notes == note(bits)


@pytest.mark.parametrize("kind", [".png", ".tiff"])
def test_levels_set_by_hand_window_the_stored_values(kind):
    values = in_bits(14)
    picture = load_picture(written(kind, values), levels=(1000.0, 5000.0))
    wanted = np.clip((values.astype(float) - 1000) / 4000, 0, 1) * 255
    assert np.abs(picture.rgb - wanted).max() <= 0.51
    assert picture.notes == ("Levels set by hand: 1000 is black, 5000 is white.",)
    assert picture.levels == (1000, 5000)
    floats = np.linspace(-1, 1, 2400, dtype=np.float32).reshape(40, 60)
    picture = load_picture(written(".tiff", floats), levels=(0.0, 0.5))
    assert np.abs(picture.rgb[..., 0] - np.clip(floats * 2, 0, 1) * 255).max() <= 0.51
    plain = (COLOURS >> 8).astype(np.uint8)
    untouched = load_picture(written(kind, plain), levels=(10.0, 20.0))
    assert np.array_equal(untouched.rgb, plain)
    assert (untouched.notes, untouched.levels) == ((), None)


def test_thumbnails_pages_and_turned_pictures_go_by_the_same_rule(tmp_path):
    values = in_bits(12)
    assert np.array_equal(load_thumbnail(written(".png", values), 96), values >> 4)
    book = tmp_path / "book.tiff"
    assert cv2.imwritemulti(str(book), [values // 4, values, values[:20]])
    page = load_picture(book, page=1)
    assert np.array_equal(page.rgb, values[..., ::-1] >> 4)
    assert page.notes == ("Page 2 of 3.", *note(12))
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = with_chunk(written(".png", values), b"eXIf", exif.tobytes()[6:])
    assert np.array_equal(load_picture(turned).rgb, (values >> 4).transpose(1, 0, 2)[:, ::-1])
    for orientation, wanted in ((3, values[::-1, ::-1]), (6, values.transpose(1, 0, 2)[:, ::-1])):
        data = tiff(values, bits=16, turned=(274, 3, orientation))
        assert np.array_equal(load_picture(data).rgb, wanted >> 4)


def test_opacity_is_no_matter_of_levels():
    clear = np.dstack([in_bits(12), np.full((40, 60), 65535, np.uint16)])
    clear[:10, :, 3] = 0
    done, data = cv2.imencode(".png", clear[..., [2, 1, 0, 3]])
    assert done
    picture = load_picture(data.tobytes())
    assert (picture.alpha[:10] == 0).all()
    assert (picture.alpha[10:] == 255).all()
    assert np.array_equal(picture.rgb[10:], clear[10:, :, :3] >> 4)
    assert picture.notes[0] == note(12)[0]


@pytest.mark.parametrize(
    "packing", [cv2.IMWRITE_TIFF_COMPRESSION_SGILOG, cv2.IMWRITE_TIFF_COMPRESSION_SGILOG24]
)
def test_log_luv_is_read_as_measurements(packing):
    bright = (np.linspace(0.1, 4, 2400).reshape(40, 60, 1) * [1, 0.8, 0.6]).astype(np.float32)
    done, data = cv2.imencode(".tiff", bright[..., ::-1], [cv2.IMWRITE_TIFF_COMPRESSION, packing])
    assert done
    picture = load_picture(data.tobytes())
    wanted = (bright - bright.min()) / (bright.max() - bright.min()) * 255
    assert np.abs(picture.rgb - wanted).mean() < 6  # colour is kept in few bits
    assert "Measurements" in picture.notes[0]


def test_sixteen_bits_of_colours_that_lie_apart_are_refused_in_words():
    data = tiff(in_bits(16), bits=16, planes=(284, 3, 2))
    with pytest.raises(UserError, match="lie apart"):
        load_picture(data)


def test_levels_are_two_rising_numbers():
    assert parse_levels("0:4095") == (0, 4095)
    assert parse_levels("-1.5:2e3") == (-1.5, 2000)
    for text in ("", "5", "4095:0", "0:0", "a:b", "0:inf", "nan:1", "0:1:2"):
        with pytest.raises(UserError, match="no range"):
            parse_levels(text)


def test_sixteen_bits_keep_their_high_byte():
    values = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    assert np.array_equal(to_eight_bits(values, (0, 65535)), values >> 8)
    assert to_eight_bits(np.array([[np.nan, -np.inf, np.inf, 1.0]]), (0, 2)).tolist() == [
        [0, 0, 255, 128]
    ]


def test_whole_numbers_of_32_bits_have_no_sign() -> None:
    values = np.linspace(0, 4e9, 40 * 60).reshape(40, 60).astype(np.uint32)
    picture = load_picture(tiff(values, bits=32))
    assert picture.levels == (0, 4e9)
    wanted = np.rint(values / 4e9 * 255)
    assert np.abs(picture.rgb[..., 0] - wanted).max() <= 1


def test_a_black_picture_of_16_bits_has_levels() -> None:
    picture = load_picture(written(".tiff", np.zeros((4, 6), np.uint16)))
    assert picture.levels == (0, 255)
    assert not picture.rgb.any()


@pytest.mark.parametrize("told", [{"bits": 16, "format": (339, 3, 3)}, {"bits": 24}])
def test_values_that_are_not_read_are_called_so_and_not_damaged(told) -> None:
    data = tiff(in_bits(16, 1), bits=told.pop("bits"), **told)
    with pytest.raises(UserError, match=r"does not read the values of this TIFF file: 1 of \d\d"):
        load_picture(data)
