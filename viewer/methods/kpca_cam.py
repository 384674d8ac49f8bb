"""KPCA-CAM: the first component of the places' likeness to one another, not of their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from viewer.core.errors import UserError
from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.method import Method
from viewer.methods.principal import finite_cells

if TYPE_CHECKING:
    from numpy.typing import NDArray

Doubles: TypeAlias = "NDArray[np.float64]"

MOST_CELLS = 4096  # the matrix of likenesses then takes 128 MB
FEW = 256  # cells, up to which all components are found directly
MOST_STEPS = 300  # of the search for the component; a few dozen are usual
EXACT = 1e-10  # how far the component may be from one, relative to its eigenvalue


def kpca_cam(activations: Floats) -> Floats:
    """Project the cells on the first component of a sigmoid kernel.

    X = A as a matrix (h·w, K), centred per channel
    N = tanh(X X^T / K + 1), centred by rows and columns;   N u = λ u with the largest λ
    L(y, x) = sqrt(λ) u(yx), its greatest extreme positive

    The grad-cam library calls scikit-learn's kernel PCA for this, which has the same kernel, sign
    and scale. In double precision both are equal; its float32 makes differences of about 1e-6, and
    of 0.005 where small activations make all places nearly alike. No more than this one eigenvector
    is needed, so scikit-learn is not.

    Args:
        activations: A, (K, h, w) float32; a NaN counts as zero.

    Returns:
        (h, w) float32, signed.

    Raises:
        UserError: there are more than ``MOST_CELLS`` cells, or an activation is infinite.

    Source: Karmani et al., "KPCA-CAM", 2024, arXiv:2410.00267
    """
    count = activations[0].size
    if count > MOST_CELLS:
        raise UserError(
            f"KPCA-CAM compares every place with every other; {count} places are too many.",
            hint="Choose a later layer, whose map is smaller.",
        )
    cells = finite_cells(activations).astype(np.float64)
    cells -= cells.mean(axis=0)
    likeness = np.tanh(cells @ cells.transpose() / cells.shape[1] + 1)
    means = likeness.mean(axis=0)
    likeness += means.mean() - means[:, None] - means[None, :]
    value, vector = _leading(likeness)
    projection = np.sqrt(max(value, 0.0)) * vector
    if projection[np.abs(projection).argmax()] < 0:
        projection = -projection
    return projection.reshape(activations.shape[1:]).astype(np.float32)


def _leading(matrix: Doubles) -> tuple[float, Doubles]:
    """Return the largest eigenvalue of a symmetric matrix and its eigenvector.

    Source: Lanczos iteration with full reorthogonalisation, Golub and Van Loan, "Matrix
        Computations", 4th edition, section 10.3
    """
    if len(matrix) <= FEW:
        every, directions = np.linalg.eigh(matrix)
        return float(every[-1]), directions[:, -1]
    start = np.random.default_rng(0).normal(size=len(matrix))
    basis = [start / np.linalg.norm(start)]
    diagonal: list[float] = []
    beside: list[float] = []
    while True:
        step = matrix @ basis[-1]
        diagonal.append(float(step @ basis[-1]))
        known = np.array(basis)
        for _ in range(2):  # once is not enough in finite precision
            step -= known.transpose() @ (known @ step)
        rest = float(np.linalg.norm(step))
        small = np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1)
        values, vectors = np.linalg.eigh(small)
        found = rest * abs(vectors[-1, -1]) <= EXACT * abs(values[-1])
        if found or len(basis) == min(MOST_STEPS, len(matrix)):
            return float(values[-1]), known.transpose() @ vectors[:, -1]
        beside.append(rest)
        basis.append(step / rest)


METHOD = Method(
    row=MethodRow(
        key="kpca_cam",
        title="KPCA-CAM",
        paper="Karmani et al., KPCA-CAM, 2024",
        year=2024,
        link="https://arxiv.org/abs/2410.00267",
        papers=("karmani2024kpcacam",),
        library="KPCA_CAM",
        gradients=False,
        help="Like EigenCAM with a curved component; the same for every class.",
    ),
    formula=kpca_cam,
)
