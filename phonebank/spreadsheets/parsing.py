"""Starts the process that parses a workbook, listens to it with patience, and ends it."""

import os
import select
import struct
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from types import TracebackType

from phonebank.domain.errors import InputRefused
from phonebank.spreadsheets.workbook_child import BUSY, PASSWORD_NEEDED, STILL
from phonebank.spreadsheets.workbook_findings import Findings
from phonebank.spreadsheets.workbook_refusals import locked, unsafe

CHILD = Path(__file__).with_name("workbook_child.py")
HIDDEN_WORD = "--parse-workbook"
"""What makes a frozen program, which has no Python to start, be the child."""
SECONDS, BYTES_A_SECOND = 8.0, 10_000_000
"""Parsing may work this long, and longer the more there is to parse; usual is 60 MB a second."""
SILENCE = 30.0
GRACE = 2.0
A_MOMENT = 0.25
LONGEST_FRAME = 64 << 20
KEPT_OF_OURS = ("SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH")


class Parsing:
    """One run of the child; leaving the block ends it, whatever it is doing.

    It gets no handle of ours, nothing of our environment that it does not need, and no input.
    """

    def __init__(self, path: Path, findings: Findings, asked: str, *words: str) -> None:
        self._path = path
        self._seconds = SECONDS + findings.unpacked / BYTES_A_SECOND
        has_errors = any(sheet.errors for sheet in findings.sheets)
        sheet, *more = words
        told = [asked, str(path), sheet, str(self._seconds), str(int(has_errors)), *more]
        self._child = subprocess.Popen(
            [*command(), *told],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            bufsize=0,
        )

    def __enter__(self) -> "Parsing":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def child_id(self) -> int:
        return self._child.pid

    def close(self) -> None:
        """End the child, whatever it is doing."""
        self._child.kill()
        if self._child.stdout:
            self._child.stdout.close()
        self._child.wait()

    def frames(self) -> Iterator[bytes]:
        """What the child writes; empty every moment that it is parsing still.

        InputRefused if it fails, is silent for too long, or says more than makes sense.
        """
        given_up = monotonic() + BUSY * self._seconds + GRACE
        while not self._has_said_something(A_MOMENT):
            if monotonic() > given_up:
                raise unsafe(self._path)
            yield b""
        while length := self._read(4):
            number = struct.unpack(">I", length)[0]
            if number > LONGEST_FRAME:
                raise unsafe(self._path)
            frame = self._read(number)
            if frame.startswith(STILL) and monotonic() > given_up:
                raise unsafe(self._path)
            yield frame
        if refusal := self._refusal():
            raise refusal

    def _refusal(self) -> InputRefused | None:
        """None if the child has ended well."""
        try:
            status = self._child.wait(GRACE)
        except subprocess.TimeoutExpired:
            return unsafe(self._path)
        if status == PASSWORD_NEEDED:
            return locked(self._path)
        return unsafe(self._path) if status else None

    def _read(self, number: int) -> bytes:
        """So many bytes, or none at the end."""
        said = bytearray()
        while len(said) < number:
            if not self._has_said_something(SILENCE):
                raise unsafe(self._path)
            piece = os.read(self._pipe, number - len(said))
            if not piece and said:
                raise unsafe(self._path)
            if not piece:
                break
            said += piece
        return bytes(said)

    def _has_said_something(self, within: float) -> bool:
        """Also at its end. Windows cannot wait for a pipe: there the child's own clock must do."""
        if sys.platform == "win32":
            return True
        said = select.poll()
        said.register(self._pipe, select.POLLIN)
        return bool(said.poll(within * 1000))

    @property
    def _pipe(self) -> int:
        return self._child.stdout.fileno() if self._child.stdout else -1


def command() -> list[str]:
    """What starts the child, without its arguments."""
    if getattr(sys, "frozen", False):
        return [sys.executable, HIDDEN_WORD]
    return [sys.executable, "-P", "-s", str(CHILD)]


def _environment() -> dict[str, str]:
    parser = find_spec("python_calamine")
    kept = {name: os.environ[name] for name in KEPT_OF_OURS if name in os.environ}
    if parser is None or parser.origin is None:
        return kept
    return kept | {"PYTHONPATH": str(Path(parser.origin).parents[1])}
