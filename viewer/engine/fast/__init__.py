"""The part of a network before the chosen layer, computed by a faster engine than torch."""
