"""A method of one's own beside Grad-CAM: python own_method.py PICTURE OUT."""

import sys

import numpy as np

import camscope


def squared_cam(activations, gradients):
    """Weighs each channel by the mean of its squared gradient."""
    return np.tensordot((gradients**2).mean(axis=(1, 2)), activations, axes=1)


picture, out = sys.argv[1:3]
camscope.explain(picture, methods=[squared_cam, "grad_cam"]).save(out)
