import pytest
import torch

from viewer.core.errors import UserError
from viewer.engine.look.tokens import TokenLayout, map_layout, to_maps, token_layout

SIZE = (224, 224)


def test_maps_pass_as_they_are():
    maps = torch.rand(3, 4, 6)
    layout = TokenLayout(kind="maps", grid=(4, 6), channels=3)
    assert to_maps(maps, layout) is maps


def test_channels_last_come_first():
    tensor = torch.rand(4, 6, 3)
    maps = to_maps(tensor, TokenLayout(kind="channels_last", grid=(4, 6), channels=3))
    assert maps.shape == (3, 4, 6)
    assert maps[2, 3, 5] == tensor[3, 5, 2]
    assert maps.data_ptr() == tensor.data_ptr()


def test_tokens_fill_the_grid_row_by_row_after_the_extra_ones():
    tokens = torch.arange(2 + 3 * 5).float()[:, None] * torch.tensor([1.0, -1.0])
    maps = to_maps(tokens, TokenLayout(kind="tokens", grid=(3, 5), channels=2, skip=2))
    assert maps.shape == (2, 3, 5)
    assert maps[0].tolist() == [[2, 3, 4, 5, 6], [7, 8, 9, 10, 11], [12, 13, 14, 15, 16]]
    assert torch.equal(maps[1], -maps[0])


def test_another_number_of_tokens_is_told():
    with pytest.raises(UserError, match="20 tokens, expected 17"):
        to_maps(torch.rand(20, 2), TokenLayout(kind="tokens", grid=(3, 5), channels=2, skip=2))


@pytest.mark.parametrize(
    ("shape", "size", "kind", "grid"),
    [
        ((1, 256, 6, 6), SIZE, "maps", (6, 6)),
        ((1, 7, 7, 768), SIZE, "channels_last", (7, 7)),
        ((1, 56, 84, 96), (224, 336), "channels_last", (56, 84)),
        ((1, 84, 56, 96), (336, 224), "channels_last", (84, 56)),
        ((1, 96, 56, 84), (224, 336), "maps", (56, 84)),
        ((1, 96, 84, 56), (336, 224), "maps", (84, 56)),
        ((1, 2048, 7, 19), (299, 640), "maps", (7, 19)),
        ((1, 14, 14, 14), SIZE, "maps", (14, 14)),
    ],
)
def test_the_grid_has_the_aspect_of_the_input(shape, size, kind, grid):
    layout = map_layout(shape, size, channels="unknown")
    assert (layout.kind, layout.grid) == (kind, grid)


@pytest.mark.parametrize("shape", [(1, 12, 197, 64), (2, 3, 7, 7), (1, 7, 7), (1, 10)])
def test_what_is_no_map_is_refused(shape):
    assert map_layout(shape, SIZE, channels="unknown") is None


def test_a_known_module_type_decides_before_the_aspect():
    assert map_layout((1, 17, 1, 40), SIZE, channels="first").grid == (1, 40)
    assert map_layout((1, 7, 9, 9), SIZE, channels="last").grid == (7, 9)


@pytest.mark.parametrize(
    ("count", "size", "grids", "grid", "skip"),
    [
        (197, SIZE, [(14, 14)], (14, 14), 1),  # class token
        (198, SIZE, [(14, 14)], (14, 14), 2),  # class and distillation token
        (201, SIZE, [(14, 14)], (14, 14), 5),  # class token and four registers
        (196, SIZE, [(14, 14)], (14, 14), 0),
        (49, SIZE, [(56, 56)], (7, 7), 0),  # a pyramid that halves three times
        (295, (224, 336), [(14, 21)], (14, 21), 1),
        (295, (336, 224), [(21, 14)], (21, 14), 1),
        (197, SIZE, [], (14, 14), 1),  # from the input's aspect alone
        (217, (192, 288), [], (12, 18), 1),
        (217, (288, 192), [], (18, 12), 1),
    ],
)
def test_tokens_find_their_grid(count, size, grids, grid, skip):
    layout = token_layout((1, count, 32), size, grids)
    assert (layout.grid, layout.skip, layout.channels) == (grid, skip, 32)


@pytest.mark.parametrize("shape", [(1, 768, 196), (64, 49, 96), (1, 1, 192), (1, 197)])
def test_what_are_no_tokens_is_refused(shape):
    assert token_layout(shape, SIZE, [(14, 14)]) is None
