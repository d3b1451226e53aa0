"""Settings from files and the command line, and what they do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.process import ENVIRONMENT

from .conftest import BAD, GOOD, Tool, Tree


def linted(tool: Tool, *args: str) -> list[str]:
    run = tool("--show-files", *args)
    assert run.returncode == 0
    return run.stdout.split()


@pytest.mark.parametrize(
    ("text", "status"),
    [("ignore = ['CL107']", 0), ("select = ['CL102']", 0), ("per-file-ignores = { 'src/' = ['CL1'] }", 0),
     ("per-file-ignores = { '!src/' = ['CL1'] }", 1), ("per-file-ignores = { 'net.py' = ['CL107'] }", 0),
     ("per-file-ignores = { '*.ipynb' = ['CL107'] }", 1), ("ignore = ['CL1']\nselect = ['CL107']", 0 + 1)],
)  # fmt: skip
def test_rules_are_chosen_in_the_file(tool: Tool, tree: Tree, text: str, status: int) -> None:
    tree({"convlint.toml": text, "src/net.py": BAD})
    assert tool("src").returncode == status
    assert tool("src", "--isolated").returncode == 1


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["--ignore", "CL107"], 0),
        (["--select", "ALL", "--ignore", "CL1"], 0),
        (["--select", "CL107", "--ignore", "CL1"], 1),
        (["--select", "CL107", "--ignore", "matmul-mismatch"], 0),
        (["--select", "CL102", "--extend-select", "CL107"], 1),
        (["--per-file-ignores", "src/*.py:CL107,CL102"], 0),
        (["--config", "ignore = ['CL107']"], 0),
        (["--config", "other.toml"], 0),
    ],
)
def test_rules_are_chosen_on_the_command_line(tool: Tool, tree: Tree, args: list[str], status: int) -> None:
    tree({"src/net.py": BAD, "other.toml": "ignore = ['CL1']"})
    assert tool("src", *args).returncode == status


@pytest.mark.parametrize(
    ("text", "args", "codes"),
    [
        ("ignore = ['CL107']", ["--select", "CL107"], "CL107"),
        ("ignore = ['CL107']", ["--select", "CL1"], "CL107"),
        ("ignore = ['CL301']", ["--ignore", "CL107"], ""),
        ("ignore = ['CL301']", ["--ignore", "CL102"], "CL107"),
        ("ignore = ['CL107']", ["--extend-select", "CL107"], "CL107 CL301"),
        ("select = ['CL107']", ["--ignore", "CL1"], ""),
        ("select = ['CL107', 'CL102']", ["--extend-select", "CL3"], "CL107 CL301"),
        ("select = ['CL102']", ["--extend-select", "CL1", "--ignore", "CL107"], ""),
        ("extend-select = ['CL301']", ["--select", "CL107"], "CL107"),
        ("ignore = ['CL1']", ["--config", "ignore = ['CL301']"], "CL107"),
    ],
)
def test_the_command_line_changes_what_the_file_chooses(
    tool: Tool, tree: Tree, text: str, args: list[str], codes: str
) -> None:
    """As with ruff: `--select` begins anew, `--extend-select` and `--ignore` change what the file selects."""
    tree({"net.py": BAD + "x = 1  # convlint: ignore[CL102]\n", "convlint.toml": text})
    found = {each["code"] for each in json.loads(tool("net.py", "-o", "json", *args).stdout)}
    assert " ".join(sorted(found)) == codes


def test_what_is_left_out_is_added_to(tool: Tool, tree: Tree) -> None:
    tree({"a/x.py": "", "a/y.py": "", "a/z.py": "", "a/convlint.toml": "extend-exclude = ['/x.py']"})
    assert linted(tool, "a", "--extend-exclude", "a/y.py") == ["a/z.py"]
    shown = tool("a", "--show-settings", "--extend-exclude", "a/y.py", "--ignore", "CL1").stdout
    assert 'extend-exclude = ["/x.py", "a/y.py"]' in shown
    assert 'ignore = ["CL1"]' in shown


def test_folders_are_walked_without_what_is_excluded(tool: Tool, tree: Tree) -> None:
    names = ["a.py", "b_pb2.py", "old/c.py", "build/d.py", "e.ipynb", ".hidden/f.py", "g.pyi"]
    tree(dict.fromkeys(names, GOOD) | {"e.ipynb": '{"cells": []}'})
    assert linted(tool, ".") == ["a.py", "b_pb2.py", "e.ipynb", "old/c.py"]
    assert linted(tool, ".", "--extend-exclude", "old/", "--extend-exclude", "*_pb2.py") == ["a.py", "e.ipynb"]
    assert linted(tool, ".", "--exclude", "old") == ["a.py", "b_pb2.py", "e.ipynb", ".hidden/f.py", "build/d.py"]
    assert linted(tool, "old/c.py", "--extend-exclude", "old/") == ["old/c.py"]
    assert linted(tool, "old/c.py", "a.py", "--extend-exclude", "old/", "--force-exclude") == ["a.py"]


def test_gitignore_is_respected_in_a_repository(tool: Tool, tree: Tree) -> None:
    root = tree({".gitignore": "*.gen.py\n/out/\n", "a.py": "", "b.gen.py": "", "out/c.py": "", "d/out/e.py": "",
                 "d/.gitignore": "!*.gen.py\ng.py\n", "d/f.gen.py": "", "d/g.py": ""})  # fmt: skip
    everything = ["a.py", "b.gen.py", "d/f.gen.py", "d/g.py", "d/out/e.py", "out/c.py"]
    assert sorted(linted(tool, ".")) == everything
    (root / ".git").mkdir()
    assert sorted(linted(tool, ".")) == ["a.py", "d/f.gen.py", "d/out/e.py"]
    assert sorted(linted(tool, "d")) == ["d/f.gen.py", "d/out/e.py"]
    assert sorted(linted(tool, ".", "--no-respect-gitignore")) == everything


def test_an_excluded_repository_is_no_error(tool: Tool, tree: Tree) -> None:
    tree({"old/c.py": BAD, "convlint.toml": "force-exclude = true\nexclude = ['old']"})
    assert tool("old/c.py").returncode == 0


def test_imports_are_found_in_the_folders_of_src(tool: Tool, tree: Tree) -> None:
    use = "import torch\nfrom sizes import SIZE\ntorch.zeros(3, SIZE) @ torch.zeros(3, 3)\n"
    tree({"deep/lib/sizes.py": "SIZE = 4\n", "app/use.py": use})
    assert tool("app").returncode == 0
    assert tool("app", "--src", "deep/lib").returncode == 1


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (["--config", "selct = []"], "unknown setting 'selct'; did you mean 'select'?"),
        (["--config", "no.toml"], "no.toml: no such file or directory"),
        (["--per-file-ignores", "x"], "expected PATTERN:RULES, got 'x'"),
        (["--input", "x"], "expected MODEL:NAME=SHAPE, got 'x'"),
        (["--input", "a.B:x=3"], "a shape looks like (N, 3, 32, 32), not '3'"),
        (["--framework-version", "torch"], "expected LIBRARY=VERSION"),
        (["--framework-version", "torhc=2.9"], "--framework-version: no library 'torhc'; did you mean 'torch'?"),
        (["-o", "sarif:"], "--output-format: names no file"),
        (["-o", "sarif:no/such.sarif"], "no/such.sarif: no such file or directory"),
        (["-o", "text:."], ".: is a directory"),
        (["-o", "json", "-o", "concise"], "json and concise cannot share the output: write json:FILE"),
        (["-o", "sarif:out", "-o", "json:./out"], "out: several formats cannot go to one file"),
        (["--output-file", ""], "--output-file: names no file"),
        (["--write-baseline", "no/such.json"], "no/such.json: no such file or directory"),
        (["--write-baseline", "x.json", "--add-ignore"], "do not go together"),
        (["--reason", "x"], "--reason is for --add-ignore"),
        (["--stdin-filename", "x.py"], "`-` is not among the paths"),
        (["--add-ignore", "-"], "changes files, not the standard input"),
        (["config", "--folder", "no/such"], "no/such: no such folder"),
        (["-o", "sarff"], "did you mean 'sarif'?"),
        (["-o", "json", "-o", "text", "--output-file", "x"], "exactly one format"),
        (["--baseline", "no.json"], "no.json: no such file or directory"),
        (["--baseline", "net.py"], "net.py: no baseline: not JSON"),
        (["--config", "a.toml", "--config", "b.toml"], "one file only"),
        (["config", "selct"], "no setting 'selct'; did you mean 'select'?"),
        (["explain"], "explain takes a rule, or --all"),
    ],
)
def test_bad_usage_is_one_line(tool: Tool, tree: Tree, args: list[str], complaint: str) -> None:
    tree({"net.py": BAD})
    run = tool(*args, *([] if args[0] in ("config", "explain") else ["net.py"]))
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("convlint: error: ")
    assert complaint in run.stderr
    assert run.stderr.count("\n") == 1


def test_a_mistake_in_the_file_is_one_line(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": BAD, "pyproject.toml": "[tool.convlint]\nignroe = []\n"})
    run = tool("net.py")
    assert (run.returncode, run.stdout) == (2, "")
    path = root / "pyproject.toml"
    assert run.stderr == f"convlint: error: {path}: unknown setting 'ignroe'; did you mean 'ignore'?\n"


def test_settings_are_shown_with_their_origin(tool: Tool, tree: Tree) -> None:
    root = tree({"convlint.toml": "ignore = ['CL102']\n", "net.py": BAD})
    shown = tool("net.py", "--show-settings", "--src", "lib").stdout
    rows = {row.split(" = ")[0]: row.rpartition("# ")[2] for row in shown.splitlines()}
    assert rows["src"] == "command line"
    assert rows["ignore"] == str(root / "convlint.toml")
    assert rows["exclude"] == "default"
    as_json = json.loads(tool("config", "-o", "json").stdout)
    assert as_json["ignore"] == {"value": ["CL102"], "origin": str(root / "convlint.toml")}
    assert tool("config").stdout.count("\n") == len(as_json)
    assert "Default: []" in tool("config", "ignore").stdout
    assert "\ninputs = {} " in tool("config").stdout
    assert as_json["per-file-ignores"]["value"] == {}


def test_a_heading_that_only_pyproject_has(tool: Tool, tree: Tree) -> None:
    tree({"convlint.toml": "[tool.convlint]\nselect = []\n", "net.py": BAD})
    assert "settings stand under [tool.convlint] only in a pyproject.toml" in tool("net.py").stderr


def test_a_configuration_file_with_an_odd_name(tool: Tool, tree: Tree) -> None:
    tree({"net.py": BAD, "a=b.toml": "ignore = ['CL107']\n"})
    assert tool("net.py", "--config", "a=b.toml").returncode == 0
    assert tool("net.py", "--config", "ignore=['CL107']").returncode == 0


def test_several_outputs_in_one_run(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": BAD})
    run = tool("net.py", "-o", "sarif:out.sarif", "-o", "github", "-o", "concise:log.txt")
    assert run.returncode == 1
    assert run.stdout.startswith("::error title=CL107")
    assert json.loads((root / "out.sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "CL107"
    assert (root / "log.txt").read_text().startswith("net.py:5:5: CL107")


def test_what_cannot_be_written_costs_nothing_else(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": BAD})
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    run = tool("net.py", "-o", "json:/dev/full", "-o", "concise", "-o", "sarif:out.sarif")
    assert (run.returncode, run.stdout.startswith("net.py:5:5: CL107")) == (2, True)
    assert run.stderr == "convlint: error: /dev/full: no space left on device\n"
    assert (root / "out.sarif").exists()


@pytest.mark.skipif(os.name != "posix", reason="redirections of POSIX")
@pytest.mark.parametrize(
    ("line", "status", "told"),
    [
        ("-o sarif:out.sarif -o concise >&-", 1, ""),
        ("-o json:/dev/stdout 2>&1 | grep -c CL107", 0, "1\n"),
        ("2>&- | grep -c CL107", 0, "1\n"),
    ],
)
def test_streams_that_are_closed_or_pipes(tree: Tree, line: str, status: int, told: str) -> None:
    root = tree({"net.py": BAD})
    command = f'"{sys.executable}" -m convlint net.py --no-cache {line}'
    done = subprocess.run(["sh", "-c", command], cwd=root, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (status, told, "")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the current folder cannot be removed")
def test_a_current_folder_that_was_removed(tree: Tree) -> None:
    root = tree({"gone/net.py": BAD, "net.py": BAD})
    command = f'rm -r ../gone; "{sys.executable}" -m convlint . {root}/net.py'
    done = subprocess.run(
        ["bash", "-c", command], cwd=root / "gone", env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "convlint: error: the current folder does not exist any more\n"


def test_a_baseline_and_formats_in_one_run(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": BAD})
    run = tool("net.py", "--write-baseline", "known.json", "-o", "sarif:out.sarif")
    assert (run.returncode, run.stdout) == (0, "Wrote 1 finding to known.json.\n")
    assert len(json.loads((root / "out.sarif").read_text())["runs"][0]["results"]) == 1
    assert json.loads(tool("net.py", "--write-baseline", "-").stdout)["version"] == 1


def test_the_format_can_come_from_the_file_or_the_environment(tool: Tool, tree: Tree) -> None:
    tree({"net.py": BAD, "convlint.toml": "output-format = 'concise'"})
    assert tool("net.py").stdout.startswith("net.py:5:5: CL107")
    assert tool("net.py", "-o", "full").stdout.startswith("CL107 ")
    assert tool("net.py", CONVLINT_OUTPUT_FORMAT="json").stdout.startswith("[")


def test_an_output_file_is_written_whole_or_not_at_all(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": BAD, "out.txt": "old"})
    Path(root, "link.txt").symlink_to("out.txt")
    Path(root, "out.txt").chmod(0o640)
    assert tool("net.py", "-o", "concise", "--output-file", "link.txt").returncode == 1
    assert Path(root, "out.txt").read_text().startswith("net.py:5:5")
    assert Path(root, "out.txt").stat().st_mode & 0o777 == 0o640
    assert Path(root, "link.txt").is_symlink()
    assert sorted(path.name for path in root.iterdir()) == ["link.txt", "net.py", "out.txt"]
    assert tool("net.py", "--output-file", "/dev/null").returncode == 1


@pytest.mark.parametrize(("word", "told"), [("explian", "'explain'"), ("chekc", "'check'"), ("rul", "'rules'")])
def test_did_you_mean_a_command(tool: Tool, tree: Tree, word: str, told: str) -> None:
    assert f"neither a file nor a command '{word}'; did you mean {told}?" in tool(word).stderr
    tree({f"{word}/net.py": GOOD})
    assert tool(word).returncode == 0


def test_names_that_ruff_has(tool: Tool, tree: Tree) -> None:
    tree({"net.py": BAD})
    assert tool("rule", "CL102").stdout == tool("explain", "CL102").stdout
    assert tool("net.py", "-e", "-n").returncode == 0
    assert tool("check", "-q", "-o", "concise").stdout.startswith("net.py:5:5: CL107")
    assert tool("-V").stdout == tool("--version").stdout
    assert "  rule " not in tool("--help").stdout


def test_did_you_mean_an_option(tool: Tool) -> None:
    assert "--changed-since" in tool("--changed-sinc", "x").stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(tool: Tool, shell: str) -> None:
    script = tool("completion", shell).stdout
    assert "_CONVLINT_COMPLETE" in script
    assert "convlint" in script
    assert 'string split "," ' not in script


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [("convlint --select CL102,CL20", "CL102,CL201\t"), ("convlint expl", "explain\t"), ("convlint -o sar", "sarif")],
)
def test_completion_in_a_real_fish(tree: Tree, typed: str, offered: str) -> None:
    root = tree({"bin/convlint": f'#!/bin/sh\nexec "{sys.executable}" -m convlint "$@"\n'})
    (root / "bin" / "convlint").chmod(0o755)
    path = f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = f"convlint completion fish | source; complete -C '{typed}'"
    env = {**ENVIRONMENT, "PATH": path}
    done = subprocess.run(["fish", "-N", "-c", command], cwd=root, env=env, capture_output=True, text=True, check=False)
    assert offered in done.stdout


def test_completion_completes(process: Tool) -> None:
    words = {"_CONVLINT_COMPLETE": "bash_complete", "COMP_WORDS": "convlint src --stat", "COMP_CWORD": "2"}
    assert "--statistics" in process(**words).stdout
    assert "--statistics" in process(**words | {"COMP_WORDS": "convlint --stat", "COMP_CWORD": "1"}).stdout
    codes = process(**words | {"COMP_WORDS": "convlint src --select CL101,CL2", "COMP_CWORD": "3"}).stdout.split()
    assert codes[:2] == ["plain,CL101,CL201", "plain,CL101,CL202"]
    assert "plain,CL102" in process(**words | {"COMP_WORDS": "convlint explain CL10", "COMP_CWORD": "2"}).stdout
    assert "plain,sarif" in process(**words | {"COMP_WORDS": "convlint -o sa", "COMP_CWORD": "2"}).stdout
    assert "plain,extend-select" in process(**words | {"COMP_WORDS": "convlint config ext", "COMP_CWORD": "2"}).stdout
    for begun in "convlint sr", "convlint src ne", "convlint src --config p", "convlint check sr":
        assert "file," in process(**words | {"COMP_WORDS": begun, "COMP_CWORD": str(begun.count(" "))}).stdout
    assert "plain,explain" in process(**words | {"COMP_WORDS": "convlint exp", "COMP_CWORD": "1"}).stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_completion_in_a_real_bash(tree: Tree) -> None:
    root = tree({"bin/convlint": f'#!/bin/sh\nexec "{sys.executable}" -m convlint "$@"\n', "src/net.py": GOOD})
    (root / "bin" / "convlint").chmod(0o755)
    script = """
        eval "$(convlint completion bash)"
        complete -p convlint >&2
        compopt() { COMPREPLY+=("$1 $2"); }
        for line in "explain CL11" "--changed" "sr" "ru" "src --color ne"; do
            COMP_WORDS=(convlint $line); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
            _convlint_completion convlint
            echo "${COMPREPLY[*]}"
        done
    """
    path = f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", "--norc", "--noprofile", "-c", script]
    done = subprocess.run(
        command, cwd=root, env={**ENVIRONMENT, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert "_convlint_completion" in done.stderr
    explained, option, file, command_name, colour = done.stdout.splitlines()
    assert explained.split()[:3] == ["CL110", "CL111", "CL112"]
    assert (option, file, colour) == ("--changed-since", "-o default", "never")
    assert command_name.split() == ["-o", "default", "rules"]
