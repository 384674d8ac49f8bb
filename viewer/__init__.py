"""CamScope: see why an image model decided as it did."""

__version__ = "0.1.0"
