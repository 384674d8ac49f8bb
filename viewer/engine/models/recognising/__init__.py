"""Which network bare weights belong to."""
