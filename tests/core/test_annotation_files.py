"""Annotations are known by what stands in them; class names and tables are none."""

import pytest

from viewer.core.files.annotation_files import annotation_kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("Pascal VOC", "<annotation>\n<filename>a.jpg</filename></annotation>"),
        ("Pascal VOC", "<?xml version='1.0'?>\n<annotation verified='yes'/>"),
        ("CVAT", "<?xml version='1.0'?><annotations><image/></annotations>"),
        ("COCO", '{"images": [], "annotations": [], "categories": []}'),
        ("LabelMe", '{"shapes": [], "imagePath": "a.jpg"}'),
        ("YOLO", "0 0.5 0.5 0.25 0.3\n17 0.1 0.2 0.1 1\n"),
        ("YOLO", "3 0.1 0.2 0.3 0.4 0.5 0.6"),
        ("", "cat\ndog\n"),
        ("", "0 cat\n1 dog\n"),
        ("", "index,name\n0,cat\n"),
        ("", '{"0": "cat", "1": "dog"}'),
        ("", '["cat", "dog"]'),
        ("", ""),
    ],
)
def test_the_kind_is_known(kind, text):
    assert annotation_kind(text) == kind
