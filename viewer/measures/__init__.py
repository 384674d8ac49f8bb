"""Measures of trust: does a map deserve to be believed? Pure functions; no Qt, no torch."""
