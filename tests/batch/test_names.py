"""No two pictures share a file name, and no source is ever overwritten."""

from pathlib import Path

from viewer.batch.names import plan_stems

OUT = Path("/out")


def stems(*names, out=OUT, suffixes=(".png", ".json")):
    return list(plan_stems([Path(name) for name in names], out, suffixes).values())


def test_the_first_of_a_stem_keeps_it():
    assert stems("/a/cat.jpg", "/a/cat.png", "/b/CAT.jpg") == ["cat", "cat-2", "CAT-3"]


def test_a_number_in_use_is_skipped():
    planned = plan_stems(
        [Path("/a/cat.jpg"), Path("/a/cat.png"), Path("/a/cat-2.jpg")], OUT, (".png",)
    )
    assert sorted(planned.values()) == ["cat", "cat-2", "cat-3"]
    assert planned[Path("/a/cat-2.jpg")] == "cat-2"


def test_a_source_picture_is_never_written_over():
    assert stems("/out/cat.png", "/out/dog.jpg") == ["cat-2", "dog"]
    assert stems("/out/cat.png", suffixes=(".pdf", ".json")) == ["cat"]
    assert stems("/out/sub/../cat.png") == ["cat-2"]


def test_dots_in_a_name_stay():
    assert stems("/a/cat.4001.jpg") == ["cat.4001"]
