"""Processes that analyse groups of files. Each gets one group after the other, the largest first."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, cast

from convlint.parallel.part import Part, Tick
from convlint.project import SourceFile

Work = Callable[[Sequence[SourceFile], "Tick | None"], Part]
MOST_PROCESSES = 64


def share(made: Sequence[Sequence[SourceFile]], work: Work, jobs: int, tick: Tick | None = None) -> list[Part]:
    """What `work` gives for each group. A process that is killed costs the group that it had, no other.

    Whatever ends this early ends the processes, too.
    """
    waiting = sorted(range(len(made)), key=lambda number: sum(file.size for file in made[number]))
    parts: dict[int, Part] = {}
    done: dict[int, int] = {}
    whole = sum(map(len, made))
    workers: list[Worker] = []
    try:
        for _ in range(min(jobs, len(made), MOST_PROCESSES)):
            workers.append(Worker(made, work, workers))
        for worker in workers:
            worker.begin(waiting.pop())
        while len(parts) < len(made):
            for here in wait([worker.here for worker in workers if worker.number is not None]):
                worker = next(worker for worker in workers if worker.here is here)
                number, told = worker.hear()
                if isinstance(told, Part):
                    parts[number] = told
                    if waiting and not worker.is_alive:
                        workers.remove(worker)
                        worker.end()
                        worker = Worker(made, work, workers)
                        workers.append(worker)
                    if waiting:
                        worker.begin(waiting.pop())
                done[number] = len(made[number]) if isinstance(told, Part) else told
                if tick is not None:
                    tick(sum(done.values()), whole)
    finally:
        for worker in workers:
            worker.end()
    return [parts[number] for number in range(len(made))]


class Worker:
    """A process beside others, and the way to it. `number` is the group that it works on."""

    def __init__(self, made: Sequence[Sequence[SourceFile]], work: Work, others: Sequence[Worker]) -> None:
        context = _context()
        self.here, there = context.Pipe()
        copied = [self.here, *(worker.here for worker in others)] if context.get_start_method() == "fork" else []
        self.number: int | None = None
        self.is_alive = True
        self._made = made
        self._process = context.Process(target=_serve, args=(there, copied, made, work), name="convlint", daemon=True)
        self._process.start()
        there.close()

    def begin(self, number: int) -> None:
        """Give it a group."""
        self.number = number
        with suppress(OSError):  # it is heard of that it has ended
            self.here.send(number)

    def hear(self) -> tuple[int, Part | int]:
        """The group at hand, and how many of its files are done, or what it gave."""
        number = cast(int, self.number)
        try:
            told = self.here.recv()
        except (EOFError, OSError):
            told = self._lost(number)
        if isinstance(told, Part):
            self.number = None
        return number, told

    def _lost(self, number: int) -> Part:
        self.is_alive = False
        self._process.join()
        status = self._process.exitcode or 0
        how = f"ended by signal {-status}" if status < 0 else f"ended with status {status}"
        group = self._made[number]
        others = f" and {len(group) - 1} more" if len(group) > 1 else ""
        return Part(problems=(f"{group[0].name}{others}: not linted, for the process that did was {how}",))

    def end(self) -> None:
        """End it, whatever it is doing."""
        self.here.close()
        self._process.terminate()
        self._process.join()


def _serve(there: Connection, copied: Sequence[Connection], made: Sequence[Sequence[SourceFile]], work: Work) -> None:
    """What a process does: the groups that it is told, until nobody tells it any more.

    `copied` are the ends that are not its own: while any process holds one, it is not seen that the one that tells is gone.
    """
    for end in copied:
        end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started it ends it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def tick(done: int, whole: int) -> None:
        there.send(len(group) * done // max(whole, 1))

    try:
        while True:
            group = made[there.recv()]
            there.send(work(group, tick))
            del group
    except (EOFError, OSError):
        sys.exit(0)


def _context() -> Any:
    """How processes are started: where it is safe, as copies of this one, which have all that was read."""
    forks = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")
