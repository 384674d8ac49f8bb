"""A plan is made once: sorted, stamped, and never mixed with another one."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from given_records import given_model
from given_shards import small_order

from viewer.batch.shards import planning
from viewer.batch.shards.order import order_data, order_of
from viewer.batch.shards.planning import check_here, plan_of
from viewer.batch.shards.work import check_unchanged
from viewer.core.errors import UserError
from viewer.results.plan import pictures_of, read_plan

pytest.importorskip("pyarrow")


@pytest.fixture
def order(fresh, planned):
    return small_order(planned.parent, fresh, planned.parent / "pictures")


def test_the_pictures_are_sorted_and_stamped_and_none_is_in_two_shards(planned):
    plan = read_plan(planned)
    shards = [pictures_of(planned, plan, shard) for shard in range(plan.shards)]
    assert [len(shard) for shard in shards] == [4, 4, 4, 4, 4, 5]
    found = [each for shard in shards for each in shard]
    assert found == sorted(found, key=lambda each: each.path)
    files = sorted((planned.parent / "pictures").rglob("*.png"))
    assert [each.path for each in found] == files
    assert {each.folder for each in found} == {"cat", "dog"}
    for each in found:
        status = each.path.stat()
        assert (each.size_bytes, each.mtime_ns) == (status.st_size, status.st_mtime_ns)


def test_what_was_asked_comes_back_out_of_the_plan(fresh, order):
    assert order_of(read_plan(fresh), fresh) == order
    assert json.loads((fresh / "plan.json").read_text())["order"] == order_data(order)


def test_the_same_order_finds_its_plan_without_listing_or_opening(fresh, order, monkeypatch):
    def never(*_arguments, **_options):
        raise AssertionError

    monkeypatch.setattr(planning, "gather", never)
    before = read_plan(fresh)
    assert plan_of(order) == plan_of(order, shards=6) == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"methods": ("layer_cam",)}, "methods differ"),
        ({"classes": ("1",), "layer": "layer3"}, "classes, layer differ"),
    ],
)
def test_another_order_is_another_plan(order, change, told):
    other = replace(order, options=replace(order.options, **change))
    with pytest.raises(UserError, match=told):
        plan_of(other)
    with pytest.raises(UserError, match="shards differ"):
        plan_of(order, shards=3)


def test_a_plan_of_fewer_pictures_than_shards_has_no_empty_ones(order, tmp_path):
    (one,) = order.paths[0].glob("dog/p000.png")
    few = replace(order, paths=(one,), options=replace(order.options, out=tmp_path / "few"))
    assert plan_of(few, shards=8).shards == 1


def test_a_picture_that_was_changed_since_is_noticed(tmp_path, planned):
    plan = read_plan(planned)
    first = pictures_of(planned, plan, 0)[1]
    check_unchanged(first)
    copy = Path(shutil.copy2(first.path, tmp_path / "copy.png"))
    check_unchanged(replace(first, text=str(copy)))
    os.utime(copy, ns=(1, first.mtime_ns + 1))
    with pytest.raises(UserError, match="was changed after the plan"):
        check_unchanged(replace(first, text=str(copy)))
    copy.unlink()
    with pytest.raises(UserError, match="no longer there"):
        check_unchanged(replace(first, text=str(copy)))


def test_with_hashes_a_picture_that_was_only_copied_is_the_same(order, tmp_path):
    folder = Path(shutil.copytree(order.paths[0] / "dog", tmp_path / "dog"))
    out = tmp_path / "hashed"
    plan_of(replace(order, paths=(folder,), hashed=True, options=replace(order.options, out=out)))
    (picture, *_) = pictures_of(out, read_plan(out), 0)
    os.utime(picture.path, ns=(1, 1 << 40))
    check_unchanged(picture)
    picture.path.write_bytes(b"other")
    with pytest.raises(UserError, match="was changed"):
        check_unchanged(picture)


def test_another_model_or_version_is_refused_where_shards_are_done(planned):
    plan = read_plan(planned)
    info = given_model(weights_sha256=plan.model, device="CPU")
    check_here(plan, info)
    with pytest.raises(UserError, match="plan: model"):
        check_here(replace(plan, model="0" * 64), info)
    with pytest.raises(UserError, match=r"plan: numpy \d"):
        check_here(replace(plan, versions={**plan.versions, "numpy": "1.0", "python": "3.1"}), info)
    with pytest.raises(UserError, match="plan: CPU"):
        check_here(replace(plan, device="CUDA"), info)


@pytest.mark.parametrize(
    "damage",
    [
        lambda told: told | {"kind": "other"},
        lambda told: told | {"pictures": -1},
        lambda told: told | {"shards": 10**9},
        lambda told: told | {"table": "../plan.parquet"},
        lambda told: {key: value for key, value in told.items() if key != "versions"},
        lambda _told: [],
    ],
)
def test_a_plan_that_was_damaged_is_told(fresh, damage):
    path = fresh / "plan.json"
    path.write_text(json.dumps(damage(json.loads(path.read_text()))))
    with pytest.raises(UserError, match="cannot be understood"):
        read_plan(fresh)
