"""Open a model: the embedded default, zoo architectures, and files with weights."""
