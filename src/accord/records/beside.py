"""Lines of JSON checked on other processes, in their order, while this one writes: most of an import is checking.

Such a process is a command of its own: a fork would take the threads' locks along, and multiprocessing would run the main module
again. It ends when its input ends, so none stays behind, however this process goes.
"""

from __future__ import annotations

import marshal
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import astuple, dataclass
from itertools import chain, islice
from queue import SimpleQueue
from threading import Lock
from types import TracebackType
from typing import IO, Any, BinaryIO, Self

from accord.formats.jsonl import Block, blocks, lines, row
from accord.formats.mapping import apply
from accord.formats.rows import Refused, Row
from accord.ground.errors import Unavailable
from accord.records.checking import Checked, check
from accord.schema import Spec, parse_json

BLOCK = 2 << 20  # bytes of lines that are checked, and then stored, together
ALONE = 4  # blocks: a file of fewer is not worth starting processes for
PIPE = 1 << 20  # bytes that a pipe takes before whoever writes has to wait
MOST = 4  # processes: one that writes keeps up with no more
LAST = 10  # how far behind others the processes of a gentle import stand

_ALONE = Lock()  # one import at a time has processes: another is checked where it is read

Done = tuple[list[Checked], list[Refused]]


class Ended(Unavailable):
    """A process that checks is gone before its input was: what was stored by then stays."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A stream of lines of JSON as items to add. `mapping` makes records of rows that are none yet; without it a row is a record."""

    stream: BinaryIO
    mapping: Mapping[str, str] | None = None
    processes: int | None = None  # one a processor when left out
    gentle: bool = False  # the processes come after all others: people wait for this machine

    def checked(self, spec: Spec, size: int) -> Iterator[tuple[list[Checked], list[Refused], int]]:
        """Block by block what fits, what does not, and the number of the last line."""
        parts = blocks(self.stream, BLOCK, size)
        first = list(islice(parts, ALONE))
        count = min(_processors(), MOST) if self.processes is None else self.processes
        if len(first) < ALONE or count < 1 or not _ALONE.acquire(blocking=False):
            for block in chain(first, parts):
                yield *_check(spec, self.mapping, block), _last(block)
            return
        try:
            with _Processes(spec, self.mapping, count, self.gentle) as beside:
                waiting: deque[tuple[Future[Done], int]] = deque()
                for block in chain(first, parts):
                    waiting.append((beside.check(block), _last(block)))
                    if len(waiting) > count + 1:
                        done, number = waiting.popleft()
                        yield *done.result(), number
                for done, number in waiting:
                    yield *done.result(), number
        finally:
            _ALONE.release()


def _last(block: Block) -> int:
    """The number of its last line."""
    number, raw = block
    return number + raw.count(b"\n") - raw.endswith(b"\n")


def _check(spec: Spec, mapping: Mapping[str, str] | None, block: Block) -> Done:
    fit: list[Checked] = []
    refused: list[Refused] = []
    for number, raw in lines(block):
        item = row(number, raw)
        if mapping is not None and isinstance(item, Row):
            made = apply(mapping, item, spec.fields)
            item = made if isinstance(made, Refused) else Row(number, made)
        checked = check(spec, item, number)
        if isinstance(checked, Refused):
            refused.append(checked)
        else:
            fit.append(checked)
    return fit, refused


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Processes:
    """So many processes, each with a thread that hands it a block and waits for what came of it."""

    def __init__(self, spec: Spec, mapping: Mapping[str, str] | None, count: int, gentle: bool) -> None:
        where = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-m", __name__]
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._all: list[subprocess.Popen[bytes]] = []
        self._threads = ThreadPoolExecutor(count, "accord-checking")
        try:
            for _ in range(count):
                one = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=where, pipesize=PIPE)
                self._all.append(one)
                _send(one.stdin, (spec.json(), None if mapping is None else dict(mapping), gentle))
                self._idle.put(one)
        except BaseException:
            self.__exit__(None, None, None)
            raise

    def __enter__(self) -> Self:
        return self

    def check(self, block: Block) -> Future[Done]:
        """What of these lines fits, and what does not, once it is known."""
        return self._threads.submit(self._checked, block)

    def _checked(self, block: Block) -> Done:
        one = self._idle.get()
        try:
            _send(one.stdin, block)
            fit, refused = _received(one.stdout)
        except (OSError, EOFError) as error:
            raise Ended(f"a process that checks records is gone (exit code {one.wait()}); import again to go on") from error  # fmt: skip
        finally:
            self._idle.put(one)
        return list(map(Checked._make, fit)), [Refused(*parts) for parts in refused]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for one in self._all:
            one.kill()  # it holds nothing that anyone waits for
        self._threads.shutdown()
        for one in self._all:
            with suppress(OSError), one:  # closes its pipes and waits for it
                pass


def _send(pipe: IO[bytes] | None, value: Any) -> None:
    """A value of plain types, after its length."""
    assert pipe is not None
    raw = marshal.dumps(value)
    pipe.write(len(raw).to_bytes(8))
    pipe.write(raw)
    pipe.flush()


def _received(pipe: IO[bytes] | None) -> Any:
    assert pipe is not None
    head = pipe.read(8)
    size = int.from_bytes(head)
    raw = pipe.read(size)
    if len(head) < 8 or len(raw) < size:
        raise EOFError
    return marshal.loads(raw)


def main() -> None:
    """Check what comes in until nothing more does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c is for the process that reads the answers
    given, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a plug-in prints is no answer
    raw, mapping, gentle = _received(given)
    if gentle and hasattr(os, "nice"):
        os.nice(LAST)
    spec = parse_json(raw)
    while True:
        try:
            block = _received(given)
        except EOFError:
            return
        fit, refused = _check(spec, mapping, block)
        try:
            _send(answers, ([tuple(one) for one in fit], [astuple(one) for one in refused]))
        except BrokenPipeError:  # whoever asked is gone
            os._exit(1)


if __name__ == "__main__":
    main()
