"""What every measure is tried on: a linear model, of which all can be computed by hand."""

from __future__ import annotations

import pytest
from given_trials import linear_trial

from viewer.measures.trial import Trial


@pytest.fixture
def linear() -> Trial:
    """A picture and a linear model, with the map of its exact contributions."""
    return linear_trial()
