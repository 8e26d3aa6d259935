"""What can be set, and where the settings in force come from."""

from wpdiag.config.files import ConfigError
from wpdiag.config.layers import Origin, Resolved, resolve
from wpdiag.config.options import Settings

__all__ = ["ConfigError", "Origin", "Resolved", "Settings", "resolve"]
