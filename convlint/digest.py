"""What tells one content from any other."""

from __future__ import annotations

try:
    from _blake2 import blake2b  # hashlib loads OpenSSL, which takes longer than many a run
except ImportError:
    from hashlib import blake2b


def digest(data: bytes) -> str:
    """32 hexadecimal digits that no other content has."""
    return blake2b(data, digest_size=16).hexdigest()
