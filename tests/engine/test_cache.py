"""Results within a limit of bytes: the least recently used ones go first."""

from __future__ import annotations

from viewer.engine.explain.cache import BoundedCache, default_limit_bytes


def test_the_least_recently_used_makes_room() -> None:
    kept: BoundedCache[str] = BoundedCache(100)
    for key in "abc":
        kept.put(key, key.upper(), 30)
    assert kept.get("a") == "A"  # used again, so "b" is the oldest now
    kept.put("d", "D", 30)
    assert [kept.get(key) for key in "abcd"] == ["A", None, "C", "D"]
    assert kept.used_bytes == 90


def test_what_is_too_large_is_not_kept_and_costs_nothing_else() -> None:
    kept: BoundedCache[str] = BoundedCache(100)
    kept.put("a", "A", 60)
    kept.put("b", "B", 101)
    assert (kept.get("a"), kept.get("b"), kept.used_bytes) == ("A", None, 60)
    kept.put("a", "A2", 100)  # replaces its own old value first
    assert (kept.get("a"), kept.used_bytes, len(kept)) == ("A2", 100, 1)
    kept.clear()
    assert (kept.get("a"), kept.used_bytes, len(kept)) == (None, 0, 0)


def test_the_default_limit_is_a_part_of_the_memory() -> None:
    assert 1 << 20 < default_limit_bytes() < 1 << 50
