"""wpdiag reads WordPress and PHP logs and pages: what is wrong, who is responsible, what to do about it."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Report", "__version__", "scan"]

if TYPE_CHECKING:
    from wpdiag.library import scan
    from wpdiag.model import Report


def __getattr__(name: str) -> Any:
    """Load the library's two public names on first use, so that ``import wpdiag`` stays cheap."""
    if name == "scan":
        from wpdiag.library import scan

        return scan
    if name == "Report":
        from wpdiag.model import Report

        return Report
    raise AttributeError(f"module 'wpdiag' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
