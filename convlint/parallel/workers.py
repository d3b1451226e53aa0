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

Order = Any
"""What a process is told to do: for `Work`, and small, for it is sent."""
Work = Callable[[Order, "Tick | None"], Part]


class Pool:
    """Processes that do `work`. They may be started before there is any, for they get `ready` first: that takes a while."""

    def __init__(self, work: Work, jobs: int, ready: Callable[[], None] | None = None) -> None:
        self._work = work
        self._ready = ready
        self._workers: list[Worker] = []
        try:
            for _ in range(jobs):
                self._start()
        except BaseException:
            self.end()
            raise

    def share(
        self, made: Sequence[Sequence[SourceFile]], orders: Sequence[Order], tick: Tick | None = None
    ) -> list[Part]:
        """What the orders give, one for each group. A process that is killed costs the group that it had, no other."""
        waiting = sorted(range(len(made)), key=lambda number: sum(file.size for file in made[number]))
        parts: dict[int, Part] = {}
        done: dict[int, int] = {}
        whole = sum(map(len, made))

        def begin(worker: Worker) -> None:
            if waiting:
                number = waiting.pop()
                worker.begin(number, made[number], orders[number])

        for worker in self._workers:
            begin(worker)
        while len(parts) < len(made):
            for here in wait([worker.here for worker in self._workers if worker.number is not None]):
                worker = next(worker for worker in self._workers if worker.here is here)
                number, told = worker.hear()
                if isinstance(told, Part):
                    parts[number] = told
                    begin(worker if worker.is_alive else self._replaced(worker))
                done[number] = len(made[number]) if isinstance(told, Part) else told
                if tick is not None:
                    tick(sum(done.values()), whole)
        return [parts[number] for number in range(len(made))]

    def end(self) -> None:
        """End all processes, whatever they are doing."""
        for worker in self._workers:
            worker.stop()
        for worker in self._workers:
            worker.end()
        self._workers = []

    def _start(self) -> Worker:
        worker = Worker(self._work, self._workers, self._ready)
        self._workers.append(worker)
        return worker

    def _replaced(self, worker: Worker) -> Worker:
        self._workers.remove(worker)
        worker.end()
        return self._start()


class Worker:
    """A process beside others, and the way to it. `number` is the group that it works on."""

    def __init__(self, work: Work, others: Sequence[Worker], ready: Callable[[], None] | None) -> None:
        context = _context()
        self.here, there = context.Pipe()
        copied = [self.here, *(worker.here for worker in others)] if context.get_start_method() == "fork" else []
        self.number: int | None = None
        self.is_alive = True
        self._group: Sequence[SourceFile] = ()
        self._process = context.Process(target=_serve, args=(there, copied, work, ready), name="convlint", daemon=True)
        self._process.start()
        there.close()

    def begin(self, number: int, group: Sequence[SourceFile], order: Order) -> None:
        """Give it a group, of these files, and what it is to do with it."""
        self.number, self._group = number, group
        with suppress(OSError):  # it is heard of that it has ended
            self.here.send(order)

    def hear(self) -> tuple[int, Part | int]:
        """The group at hand, and how many of its files are done, or what it gave."""
        number = cast(int, self.number)
        try:
            told = self.here.recv()
        except (EOFError, OSError):
            told = self._lost()
        if isinstance(told, Part):
            self.number = None
            return number, told
        done, whole = told
        return number, len(self._group) * done // max(whole, 1)

    def _lost(self) -> Part:
        self.is_alive = False
        self._process.join()
        status = self._process.exitcode or 0
        how = f"ended by signal {-status}" if status < 0 else f"ended with status {status}"
        others = f" and {len(self._group) - 1} more" if len(self._group) > 1 else ""
        return Part(problems=(f"{self._group[0].name}{others}: not linted, for the process that did was {how}",))

    def stop(self) -> None:
        """Tell it to end, whatever it is doing."""
        self.here.close()
        self._process.terminate()

    def end(self) -> None:
        """End it, and wait until it has."""
        self.stop()
        self._process.join()


def _serve(there: Connection, copied: Sequence[Connection], work: Work, ready: Callable[[], None] | None) -> None:
    """What a process does: the orders that it is sent, until nobody sends any more.

    `copied` are the ends that are not its own: while any process holds one, it is not seen that the one that tells is gone.
    """
    for end in copied:
        end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started it ends it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def tick(done: int, whole: int) -> None:
        there.send((done, whole))

    if ready is not None:
        with suppress(Exception):  # what is wrong is told of the group that meets it
            ready()
    try:
        while True:
            there.send(work(there.recv(), tick))
    except (EOFError, OSError):
        sys.exit(0)


def _context() -> Any:
    """How processes are started: where it is safe, as copies of this one, which have all that was read."""
    forks = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")
