"""The table of CAM methods: name, paper, what they need and what they are good for."""

from __future__ import annotations

from viewer.core.errors import UserError
from viewer.core.method import Method
from viewer.core.smoothing import smoothed

METHODS: tuple[Method, ...] = (
    Method(
        key="grad_cam",
        title="Grad-CAM",
        paper="Selvaraju et al., Grad-CAM, ICCV 2017",
        year=2017,
        link="https://arxiv.org/abs/1610.02391",
        gradients=True,
        help="Weighs each channel by its average gradient. The classic; best at the last layer.",
    ),
    Method(
        key="layer_cam",
        title="LayerCAM",
        paper="Jiang et al., LayerCAM, IEEE TIP 2021",
        year=2021,
        link="https://doi.org/10.1109/TIP.2021.3089943",
        gradients=True,
        help="Weighs every activation by its own positive gradient. Sharp, also at early layers.",
    ),
    Method(
        key="grad_cam_pp",
        title="Grad-CAM++",
        paper="Chattopadhay et al., Grad-CAM++, WACV 2018",
        year=2018,
        link="https://arxiv.org/abs/1710.11063",
        gradients=True,
        help="Grad-CAM with second-order weights; finds several objects of one class.",
    ),
    Method(
        key="xgrad_cam",
        title="XGrad-CAM",
        paper="Fu et al., Axiom-based Grad-CAM, BMVC 2020",
        year=2020,
        link="https://arxiv.org/abs/2008.02312",
        gradients=True,
        help="Weighs gradients by normalised activations, to meet two axioms.",
    ),
    Method(
        key="hires_cam",
        title="HiResCAM",
        paper="Draelos and Carin, HiResCAM, 2020",
        year=2020,
        link="https://arxiv.org/abs/2011.08891",
        gradients=True,
        help="Multiplies activations and gradients cell by cell; faithful at the last layer.",
    ),
    Method(
        key="grad_cam_elementwise",
        title="Grad-CAM element-wise",
        paper="Gildenblat, pytorch-grad-cam, 2021 (after Selvaraju et al., ICCV 2017)",
        year=2021,
        link="https://github.com/jacobgil/pytorch-grad-cam",
        gradients=True,
        help="Activation times gradient, negative products dropped, then added over channels.",
    ),
    Method(
        key="finer_cam",
        title="Finer-CAM",
        paper="Zhang et al., Finer-CAM, CVPR 2025",
        year=2025,
        link="https://arxiv.org/abs/2501.11309",
        gradients=True,
        help="Grad-CAM of what sets the class apart from the three most similar ones.",
    ),
    Method(
        key="shapley_cam",
        title="ShapleyCAM",
        paper="Cai, CAMs as Shapley Value-based Explainers, 2025",
        year=2025,
        link="https://arxiv.org/abs/2501.06261",
        gradients=True,
        help="Grad-CAM with gradients corrected by the curvature of the score.",
    ),
    Method(
        key="refine_cam",
        title="RefineCAM",
        paper="Domeniconi et al., How to Evaluate and Refine your CAM, 2026",
        year=2026,
        link="https://arxiv.org/abs/2605.14641",
        gradients=True,
        help="Multiplies the Grad-CAM++ maps of several layers: sharp, and only where all agree.",
    ),
    Method(
        key="eigen_cam",
        title="EigenCAM",
        paper="Muhammad and Yeasin, Eigen-CAM, IJCNN 2020",
        year=2020,
        link="https://arxiv.org/abs/2008.00299",
        gradients=False,
        help="The first principal component of the activations; the same for every class.",
    ),
    Method(
        key="eigen_grad_cam",
        title="EigenGrad-CAM",
        paper="Gildenblat, pytorch-grad-cam, 2021 (after Muhammad and Yeasin, IJCNN 2020)",
        year=2021,
        link="https://github.com/jacobgil/pytorch-grad-cam",
        gradients=True,
        help="The first principal component of activation times gradient; cleaner, class-aware.",
    ),
    Method(
        key="seg_eigen_cam",
        title="Seg-Eigen-CAM",
        paper="Chung and Ying, Seg-Eigen-CAM, Applied Sciences 2025",
        year=2025,
        link="https://doi.org/10.3390/app15137562",
        gradients=True,
        help="The first component of activation times absolute gradient, always right way up.",
    ),
    Method(
        key="kpca_cam",
        title="KPCA-CAM",
        paper="Karmani et al., KPCA-CAM, 2024",
        year=2024,
        link="https://arxiv.org/abs/2410.00267",
        gradients=False,
        help="Like EigenCAM with a curved component; the same for every class.",
    ),
    Method(
        key="fem",
        title="FEM",
        paper="Fuad et al., Features Understanding in 3D CNNs, IPTA 2020",
        year=2020,
        link="https://hal.science/hal-02963298",
        gradients=False,
        help="Weighs each channel by how often it stands out; the same for every class.",
    ),
    Method(
        key="random_cam",
        title="Random-CAM",
        paper="Gildenblat, pytorch-grad-cam, 2021 (a baseline)",
        year=2021,
        link="https://github.com/jacobgil/pytorch-grad-cam",
        gradients=False,
        help="Random channel weights: a baseline that a real explanation must beat.",
    ),
    Method(
        key="full_grad",
        title="FullGrad",
        paper="Srinivas and Fleuret, FullGrad, NeurIPS 2019",
        year=2019,
        link="https://arxiv.org/abs/1905.00780",
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="Adds the share of the input and of every bias in the score. Needs no layer.",
    ),
    Method(
        key="ablation_cam",
        title="Ablation-CAM",
        paper="Desai and Ramaswamy, Ablation-CAM, WACV 2020",
        year=2020,
        link="https://doi.org/10.1109/WACV45572.2020.9093360",
        gradients=False,
        by_class=True,
        cost="seconds",
        help="Sets one channel after the other to zero and watches the score fall. No gradients.",
    ),
    Method(
        key="score_cam",
        title="Score-CAM",
        paper="Wang et al., Score-CAM, CVPRW 2020",
        year=2020,
        link="https://arxiv.org/abs/1910.01279",
        gradients=False,
        by_class=True,
        cost="minutes",
        help="Shows the model the picture through each channel. No gradients; one pass a channel.",
    ),
    Method(
        key="occlusion",
        title="Occlusion",
        paper="Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014",
        year=2014,
        link="https://arxiv.org/abs/1311.2901",
        gradients=False,
        by_class=True,
        by_layer=False,
        cost="seconds",
        help="Covers one place after the other and watches the score fall. Needs no layer.",
    ),
    Method(
        key="rise",
        title="RISE",
        paper="Petsiuk et al., RISE, BMVC 2018",
        year=2018,
        link="https://arxiv.org/abs/1806.07421",
        gradients=False,
        by_class=True,
        by_layer=False,
        cost="minutes",
        help="Scores the picture through a thousand random masks. Needs no layer.",
    ),
)

FORMULAS = tuple(method for method in METHODS if method.cost == "one pass")
BY_KEY: dict[str, Method] = {method.key: method for method in METHODS}


def find_method(key: str) -> Method:
    """Return the row of a method's key, smoothed where the key says so.

    Raises:
        UserError: there is no such method; the hint lists those there are.
    """
    base, *ways = key.split("+")
    if base not in BY_KEY:
        raise UserError(f"There is no method “{base}”.", hint=f"Known: {', '.join(BY_KEY)}.")
    return smoothed(BY_KEY[base], ways) if ways else BY_KEY[base]


def is_method(key: str) -> bool:
    """Tell whether a key names a method."""
    try:
        find_method(key)
    except UserError:
        return False
    return True
