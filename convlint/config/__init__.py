"""What a run is told to do: options of the command line over a configuration file over defaults."""

from convlint.config.errors import ConfigError
from convlint.config.files import ConfigFile, nearest, read_config
from convlint.config.options import OPTIONS, Option
from convlint.config.resolve import resolve
from convlint.config.scopes import Scopes, scopes_for
from convlint.config.settings import Settings

__all__ = [
    "OPTIONS",
    "ConfigError",
    "ConfigFile",
    "Option",
    "Scopes",
    "Settings",
    "nearest",
    "read_config",
    "resolve",
    "scopes_for",
]
