"""Judging predictions: truth, tally, verdicts and marks."""
