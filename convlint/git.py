"""What git knows: which files changed since a revision. Nothing that a repository configures is run."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

from convlint.paths import real
from convlint.problem import Problem

# Programs that the configuration of a repository could name for these commands.
_HARMLESS = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat", "--no-pager")
PATIENCE = 60


class GitError(Problem):
    """One line about what git could not tell."""


class Changes(NamedTuple):
    """What differs from a commit: the files, untracked ones included, as real paths. `top` is the folder of the repository."""

    top: Path
    commit: str
    files: frozenset[Path]

    def before(self, path: Path) -> str:
        """What a file held; nothing for one that there was not."""
        try:
            return _git(self.top, "show", "--no-textconv", f"{self.commit}:{path.relative_to(self.top).as_posix()}")
        except GitError:
            return ""


def changes_since(revision: str, folder: Path) -> Changes:
    """What differs from a revision; of `REV...`, from where this branch left it. Raises GitError."""
    top = Path(_git(folder, "rev-parse", "--show-toplevel").removesuffix("\n"))
    base = revision.removesuffix("...")
    if ".." in base:
        raise GitError(f"{revision!r} is a range: give the revision from which on changes count, or REV...")
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}").strip()
    if not commit:
        raise GitError(f"no revision {base!r} in this repository")
    if base != revision:
        commit = _git(folder, "merge-base", commit, "HEAD").strip()
    names = _git(
        top, "diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z", commit, "--"
    ).split("\0")
    names += _git(top, "ls-files", "--others", "--exclude-standard", "-z").split("\0")
    return Changes(real(top), commit, frozenset(real(top / name) for name in names if name))


def _git(folder: Path, *arguments: str) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "GIT_EXTERNAL_DIFF"}
    environment["GIT_OPTIONAL_LOCKS"] = "0"
    command = ["git", *_HARMLESS, *arguments]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=PATIENCE)
    except FileNotFoundError:
        raise GitError("--changed-since needs git, which is not installed") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git gave no answer within {PATIENCE} seconds") from None
    if done.returncode and "--quiet" not in arguments:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        raise GitError(f"git: {lines[0].removeprefix('fatal: ')}")
    return os.fsdecode(done.stdout)
