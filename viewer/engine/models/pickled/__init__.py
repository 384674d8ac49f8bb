"""Whole models in PyTorch's pickled files, opened without running anything that a file says."""
