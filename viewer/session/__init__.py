"""What the user has chosen: the only mutable state, and how it is remembered. QtCore only."""
