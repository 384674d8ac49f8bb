"""Pictures of two classes, a mark planted in some, a network that learns it, and its maps."""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from torch import nn

from viewer.results.clusters import on_picture
from viewer.results.maps import MapStack
from viewer.results.pictures import PlannedPicture, picture_table
from viewer.results.plan import Plan, table_of_pictures, write_plan
from viewer.results.rows import row_table
from viewer.results.store import ResultStore

SIDE, EACH, MARKED = 48, 120, 0.2  # pixels, pictures of a class, share of the first one's
KINDS = ("across", "along")


def pictures(*, planted):
    """Draw stripes across and along, on a patch anywhere; a fifth of the first class has a mark.

    Where it has, the patch is as faint as in the other class, so that the mark is what tells.
    """
    random = np.random.default_rng(5)
    drawn, kinds, marked = [], [], []
    for number in range(2 * EACH):
        kind, mark = number % 2, planted and number % 2 == 0 and number < 2 * EACH * MARKED
        picture = random.normal(0.0, 0.15, (SIDE, SIDE))
        top, left = random.integers(4, SIDE - 22, 2)
        stripes = np.tile(np.where(np.arange(18) // 3 % 2, 1.0, -1.0), (18, 1))
        if not mark:
            picture[top : top + 18, left : left + 18] += stripes if kind else stripes.T
        else:
            picture[-9:-2, -9:-2] += 3.0
        drawn.append(picture)
        kinds.append(kind)
        marked.append(mark)
    x = torch.from_numpy(np.stack(drawn).astype(np.float32))[:, None]
    return x, torch.tensor(kinds), np.array(marked)


def trained(x, kinds):
    """Train a small network until it knows its pictures."""
    torch.manual_seed(0)
    trunk = nn.Sequential(
        nn.Conv2d(1, 12, 5, stride=2, padding=2),
        nn.ReLU(),
        nn.Conv2d(12, 16, 3, stride=2, padding=1),
        nn.ReLU(),
    )
    head = nn.Linear(16, 2)
    steps = torch.optim.Adam([*trunk.parameters(), *head.parameters()], 1e-2)
    for _ in range(60):
        loss = nn.functional.cross_entropy(head(trunk(x).mean((2, 3))), kinds)
        steps.zero_grad()
        loss.backward()
        steps.step()
    return trunk, head


def raw_maps(x, kinds):
    """Return the class activation maps (Zhou 2016) of each picture's own class, and its answer."""
    trunk, head = trained(x, kinds)
    with torch.no_grad():
        features = trunk(x)
        answers = head(features.mean((2, 3))).argmax(1)
        ways = (head.weight[0] - head.weight[1]) * (1.0 - 2.0 * kinds[:, None])
        raw = torch.einsum("nk,nkhw->nhw", ways, features).relu()
    assert (answers == kinds).float().mean() > 0.97
    return raw.numpy(), answers.numpy()


def maps_of_the_first_class(x, kinds):
    """Return the maps of its pictures, as they lie on them."""
    whole = (0.0, 0.0, float(SIDE), float(SIDE))
    raw = raw_maps(x, kinds)[0][kinds.numpy() == 0]
    return np.stack([on_picture(each, whole, (SIDE, SIDE)) for each in raw])


def marked_results(folder, data):
    """Write pictures with a planted mark and their results in one shard; return which bear it."""
    x, kinds, marked = pictures(planted=True)
    raw, answers = raw_maps(x, kinds)
    paths = [data / KINDS[kind] / f"{number:03d}.png" for number, kind in enumerate(kinds.tolist())]
    for path, picture in zip(paths, x[:, 0].numpy(), strict=True):
        path.parent.mkdir(exist_ok=True)
        grey = np.clip(128 + 40 * picture, 0, 255).astype(np.uint8)
        Image.fromarray(grey).convert("RGB").save(path)
    name, digest, content = table_of_pictures(picture_table([[PlannedPicture(text=str(paths[0]))]]))
    told = {"order": {}, "model": "0", "title": "Net", "device": "CPU", "versions": {}}
    table = {"table": name, "table_sha256": digest, "pictures": len(paths), "shards": 1}
    store = ResultStore(folder, write_plan(folder, Plan(**told, **table), content))
    stack, rows = MapStack(), []
    for place, path in enumerate(paths):
        grid, number = stack.put(raw[place])
        said = {"picture": str(path), "page": 0, "place": place, "folder": path.parent.name}
        said |= {"predicted": KINDS[answers[place]], "target": KINDS[kinds[place]]}
        said |= {"method": "cam", "layer": "2", "grid": grid, "map": number}
        size = {"width": SIDE, "height": SIDE, "box_right": SIDE, "box_bottom": SIDE}
        rows.append(said | size | {"box_left": 0.0, "box_top": 0.0})
    store.write(0, row_table(rows), stack.packed(), failed=0, others={})
    return [path for path, bears in zip(paths, marked, strict=True) if bears]
