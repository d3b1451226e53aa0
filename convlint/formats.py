"""The names of the output formats."""

from __future__ import annotations

FORMATS = ("text", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "rdjson")
ALIASES = {"full": "text"}
