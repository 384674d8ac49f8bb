"""CamScope: see why an image model decided as it did."""

__version__ = "0.1.0"
__release_date__ = "2026-11-23"
