"""Files that say where objects are: COCO, VOC, YOLO, LabelMe, tables of boxes, and masks."""
