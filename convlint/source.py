"""One Python file: its text, its parsed form and its dotted name, each made when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from convlint.digest import digest
from convlint.paths import Folders
from convlint.syntax.errors import SourceError

if TYPE_CHECKING:
    from convlint.finding import Finding
    from convlint.hints import Hints
    from convlint.syntax import Outline, Reader
    from convlint.syntax.directives import Directive
    from convlint.syntax.notebook import Notebook

Result = TypeVar("Result")
MANY = 600
"""Files whose texts take much memory together."""


class SourceFile:
    """One Python file: read, decoded and parsed when first asked for, and then kept.

    `name` is the path as the user gave it, `module` the dotted name under the folder that holds the outermost package.
    A file with `reported=False` is read only for what others import from it. What is given as `data` is not read from
    the disk. The text of a notebook is that of its cells; `notebook` tells the way back.
    """

    notebook: Notebook | None = None
    was_read = False  # since `watch`, other than for questions
    _packed: bytes | None = None  # the text, where it was put away
    _outline: Outline | None = None  # of the same, without the names in it

    def __init__(
        self, path: Path, name: str, *, reported: bool = True, data: bytes | None = None, folders: Folders | None = None
    ) -> None:
        self._given = data
        self.path = path
        self.name = name
        self.reported = reported
        self.is_package = path.name == "__init__.py"
        folders = Folders() if folders is None else folders
        self.root, above = folders.package_around(path)
        self.module = ".".join(above if self.is_package else (*above, path.stem))
        self.answers: dict[tuple[str, ...], Any] = {}  # to the questions since `watch`
        self._answered: dict[tuple[str, ...], Any] = {}  # to all questions so far
        self.problem: Finding | None = None
        self._error: SourceError | None = None

    def __repr__(self) -> str:
        return f"SourceFile({self.name!r})"

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs of it: all but what it was parsed to."""
        return {name: value for name, value in self.__dict__.items() if name not in ("_reader", "_lines", "_outline")}

    def watch(self) -> None:
        """Note from now on whether it is read, and what is asked of it."""
        self.was_read = False
        self.answers = {}

    def ask(self, question: Callable[..., Result], *args: str) -> Result:
        """What a function of the text, empty where it cannot be read, and of `args` gives: noted as that, and no more."""
        key = (question.__name__, *args)
        if key not in self.answers:
            if key not in self._answered:
                try:
                    text = self._text
                except SourceError:
                    text = ""
                self._answered[key] = question(text, *args)
            self.answers[key] = self._answered[key]
        return cast(Result, self.answers[key])

    @property
    def text(self) -> str:
        """The source, decoded as Python would; SourceError where the file cannot be read or decoded."""
        self.was_read = True
        return self._text

    @cached_property
    def _text(self) -> str:
        if self._packed is not None:
            return unpacked(self._packed)
        try:
            data = self._content
        except OSError as error:
            reason = SourceError((error.strerror or "unreadable").lower(), 1, 1)
            raise self._failed(reason, "CL002") from None
        self.digest  # noqa: B018  of the very bytes that are linted
        self.__dict__.pop("_content", None)
        if self.path.suffix != ".ipynb":
            from convlint.syntax.files import decoded

            return self._script(self._once(lambda: decoded(data), "CL002"))
        from convlint.syntax.notebook import read_notebook

        self.notebook = notebook = self._once(lambda: read_notebook(data), "CL001")
        if notebook.error is not None:
            self._tell(notebook.error, "CL001")
        return notebook.text

    def data(self) -> bytes:
        """The bytes of the file; OSError where it cannot be read."""
        return self.path.read_bytes() if self._given is None else self._given

    @staticmethod
    def _script(text: str) -> str:
        if "# %%" not in text and "# In[" not in text:
            return text
        from convlint.syntax.notebook import percent_script

        return percent_script(text)

    @cached_property
    def _content(self) -> bytes:
        return self.data()

    @cached_property
    def may_speak_to_us(self) -> bool:
        """Whether comments in it may be meant for convlint; said too often rather than too seldom."""
        if "_text" in self.__dict__:
            text = self._text
            return "convlint:" in text or ("CL" in text and ("noqa" in text or "NOQA" in text))
        try:
            data = self._content
        except OSError:
            return False
        return b"convlint:" in data or (b"CL" in data and (b"noqa" in data or b"NOQA" in data))

    @cached_property
    def digest(self) -> str | None:
        """What tells the content from any other; None where the file cannot be read."""
        try:
            return digest(self._content)
        except OSError:
            return None

    @property
    def reader(self) -> Reader:
        """The parsed source; SourceError where the file cannot be read or is no Python."""
        self.was_read = True
        return self._reader

    @cached_property
    def _reader(self) -> Reader:
        from convlint.syntax import Reader

        text = self._text
        return self._once(lambda: Reader(text, self._outline), "CL001")

    def put_away(self) -> None:
        """Let go of the parsed source and keep the text in little room; both are made again where they are asked for.

        What is kept of the outline is enough for what others import from it: `expect_all` comes before more.
        """
        if self._packed is None and "_text" in self.__dict__:
            self.size, self.may_speak_to_us  # noqa: B018  asked of all files
            self._packed = packed(self._text)
        if "_reader" in self.__dict__:
            self._outline = self._reader.outline
            self._outline.forget_names()
        for name in ("_text", "_lines", "_reader"):
            self.__dict__.pop(name, None)

    def expect_all(self) -> None:
        """It is going to be linted: all of its outline is asked for."""
        if self._outline is not None:
            self._outline = None
            self.__dict__.pop("_reader", None)

    @cached_property
    def size(self) -> int:
        """The number of characters; 0 for a file that cannot be read."""
        try:
            return len(self._text)
        except SourceError:
            return 0

    @property
    def lines(self) -> list[str]:
        """The text by lines, as Python counts them."""
        self.was_read = True
        return self._lines

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    @property
    def inputs(self) -> Hints:
        """The shapes that comments give to the parameters of functions, by the functions' names."""
        self.was_read = True
        return self._read_inputs[0]

    @property
    def wrong_inputs(self) -> list[tuple[Directive, str]]:
        """The comments that should give shapes and give none, and why."""
        return self._read_inputs[1]

    @cached_property
    def _read_inputs(self) -> tuple[Hints, list[tuple[Directive, str]]]:
        if "convlint:" not in self._text:
            return {}, []
        from convlint.syntax.inputs import read_inputs

        return read_inputs(self._text)

    def check(self) -> Finding | None:
        """Why the file cannot be linted, if so. What nothing has read is parsed and no more."""
        with suppress(SourceError):
            if "_reader" not in self.__dict__ and not self._parses():
                self.reader  # noqa: B018  which tells why not
        return self.problem

    def _parses(self) -> bool:
        from convlint.syntax.parsing import parses

        return parses(self.text)

    def _once(self, work: Callable[[], Result], code: str) -> Result:
        """What `work` gives; a failure is kept, so that it is neither met nor told twice."""
        if self._error is not None:
            raise self._error
        try:
            return work()
        except SourceError as error:
            raise self._failed(error, code) from None

    def _failed(self, error: SourceError, code: str) -> SourceError:
        self._error = error
        self._tell(error, code)
        return error

    def _tell(self, error: SourceError, code: str) -> None:
        from convlint.finding import Finding, Location, Span

        span = Span(Location(error.row, error.column), Location(error.row, error.column + 1))
        self.problem = Finding(code, error.message, self.name, span)


def in_turn(files: Sequence[SourceFile]) -> Iterator[SourceFile]:
    """Files of which the text is wanted once: of many, each is put away before the next one."""
    for file in files:
        yield file
        if len(files) > MANY:
            file.put_away()


def packed(text: str) -> bytes:
    """A text in little room: a letter outside ASCII trebles what all others take."""
    from zlib import compress

    return compress(text.encode("utf-8", "surrogatepass"), 1)


def unpacked(data: bytes) -> str:
    """The text that was packed."""
    from zlib import decompress

    return decompress(data).decode("utf-8", "surrogatepass")
