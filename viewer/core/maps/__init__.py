"""Pure functions and records about maps: scaling, colours, geometry, overlay, methods."""
