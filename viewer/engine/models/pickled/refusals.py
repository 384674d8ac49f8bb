"""Why a model file is not opened, in the user's words."""

from __future__ import annotations

from collections.abc import Iterable

from viewer.core.errors import UserError

SAVE_WEIGHTS = (
    "Save its weights instead, torch.save(model.state_dict(), “weights.pth”), and open them with"
    " the architecture they belong to (--arch NAME)."
)
COPY_AGAIN = "Copy or download it again."


class UnknownClasses(UserError):  # noqa: N818 - as the other refusals
    """A model of classes that PyTorch, torchvision and timm do not have, or no longer have."""

    classes: tuple[str, ...] = ()


def custom_code(names: Iterable[str]) -> UnknownClasses:
    """Refuse classes that PyTorch, torchvision and timm do not have."""
    found = list(names)
    error = UnknownClasses(
        f"This model uses its own Python code ({some(found)}), and CamScope runs no code from"
        " files.",
        hint=SAVE_WEIGHTS,
        detail="\n".join(name[:200] for name in found[:100]),
    )
    error.classes = tuple(name[:200] for name in found[:100])
    return error


def programs(names: Iterable[str]) -> UserError:
    """Refuse a file that would start programs."""
    return UserError(programs_sentence(names), hint="Do not load this file in Python.")


def programs_sentence(names: Iterable[str]) -> str:
    """Say which programs a file would start."""
    return (
        f"This file contains instructions to run programs ({some(list(names))});"
        " they were not run, because CamScope runs no code from files."
    )


def replaced_code(where: str) -> UserError:
    """Refuse a layer whose methods the file exchanges."""
    return UserError(f"This file replaces the code of a layer ({where[:100]}).", hint=SAVE_WEIGHTS)


def unusual(detail: str) -> UserError:
    """Refuse what PyTorch never writes."""
    return UserError(
        "The file is built in a way PyTorch never writes, so it was not opened.",
        hint=SAVE_WEIGHTS,
        detail=detail,
    )


def damaged(detail: str) -> UserError:
    """Refuse what is cut short or changed."""
    return UserError("The file is damaged or cut short.", hint=COPY_AGAIN, detail=detail)


def too_large(what: str) -> UserError:
    """Refuse what goes over a limit of the reader."""
    return UserError(
        f"The file describes an unreasonably large model ({what}), so it was not opened.",
        hint=SAVE_WEIGHTS,
    )


def not_a_model(what: str, hint: str = "") -> UserError:
    """Refuse another kind of file."""
    return UserError(f"This is {what}, not a PyTorch model.", hint=hint or SAVE_WEIGHTS)


def unsupported(what: str) -> UserError:
    """Refuse what is well formed but out of reach."""
    return UserError(f"This model holds {what}, which CamScope does not open.", hint=SAVE_WEIGHTS)


def some(names: list[str]) -> str:
    """List the first names."""
    return ", ".join(ascii(name)[1:-1][:80] for name in names[:3]) + (
        ", …" if len(names) > 3 else ""
    )
