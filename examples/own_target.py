"""Explain any function of the model's answer: python own_target.py PICTURE."""

import sys

import camscope


def second_best(answer):
    """Return the logit of the runner-up."""
    return answer.topk(2).values[1]


seen = camscope.explain(sys.argv[1], classes=second_best)
print(f"{seen.predictions[1].name}: {seen.maps[0].score:.3f}")
