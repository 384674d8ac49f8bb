"""The docks: predictions, structure, strip of layers."""
