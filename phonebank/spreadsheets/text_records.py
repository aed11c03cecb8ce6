"""Physical lines of a text to rows of cells, at the speed of csv, and no line lost on the way."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from phonebank.domain.errors import InputRefused
from phonebank.domain.files import BadRow
from phonebank.spreadsheets import text_quotes
from phonebank.spreadsheets.opening import refused
from phonebank.spreadsheets.text_bad_rows import (
    NOT_CLOSED,
    TOO_LONG,
    Form,
    Taken,
    bad_row,
    without_unreadable,
)
from phonebank.spreadsheets.text_lines import Block

NARROWEST_SWALLOWED = 4  # cells of several lines hold some delimiters of their own
ROOM = 16 * 1024 * 1024  # characters that are turned into rows at a time, at the very most
USUAL_ROOM = 4 * 1024 * 1024
MOST_COLUMNS = 2000
MOST_MISPLACED = 100_000
FEW_LINES = 256


class _NoMoreRoom(Exception):
    """Raised into csv when enough lines are read for now; what it read so far stays."""


class Records:
    """Rows of the lines of some blocks, the first of which is line `line` of the file.

    Quotes are obeyed strictly: where one is not closed properly, the line it opens on is read
    by its letters or given up, and the next line is a row again. One that nothing closes at all
    is refused, since it would swallow the rest.
    """

    def __init__(self, blocks: Iterator[Block], form: Form, line: int = 1) -> None:
        self._blocks = blocks
        self._form = form
        self._line = line  # of the first that is not given out
        self._held: list[str] = []  # given to the reader
        self._start = 0  # of those held, the first that is not given out as a row
        self._unclean_until = 0
        self._usual_length = 0
        self._room = ROOM
        self._misplaced = 0
        self.is_done = False
        self._restart(0)

    def take(self, size: int) -> Taken:
        """The next rows, at most `size`: fewer, or none, at the end and where one is bad."""
        rows: list[list[str]] = []
        error = ""
        self._room = ROOM
        size = min(size, USUAL_ROOM // (self._usual_length + 1) + 1)
        try:
            # A list that is extended keeps what came before an error.
            rows.extend(islice(self._reader, size))
        except csv.Error as raised:
            error = str(raised)
        except _NoMoreRoom:
            return self._checked(self._paused(rows))
        consumed = self._reader.line_num - self._counted
        self.is_done = not error and len(rows) < size
        if error or consumed != len(rows):
            taken = self._walked(rows, error, consumed)
        else:
            begun = range(self._line, self._line + consumed)
            taken = Taken(rows, begun, self._next_lines(0, consumed))
            self._advance(consumed)
        return self._checked(taken)

    @property
    def line(self) -> int:
        """Of the file, the first that is not given out."""
        return self._line

    def ahead(self) -> list[str]:
        """The next lines, as many as are at hand: none only at the end."""
        while self._start == len(self._held) and (block := next(self._blocks, None)):
            self._hold(block)
            self._restart(0)
        self.is_done = self._start == len(self._held)
        return self._held[self._start :]

    def pass_by(self, lines: int) -> None:
        """Give out so many lines, each of which is a row by itself, without reading them."""
        self._restart(lines)

    def _checked(self, taken: Taken) -> Taken:
        is_clean = not taken.lines or taken.lines[0] > self._unclean_until
        return taken if is_clean else without_unreadable(taken, self._form)

    def _fed(self) -> Iterator[Iterable[str]]:
        # The reader is through with the lines held before any are added to them.
        yield islice(self._held, self._start, None)
        for block in self._blocks:
            length = self._hold(block)
            self._room -= length
            if self._room < 0:
                raise _NoMoreRoom
            yield block.lines

    def _hold(self, block: Block) -> int:
        """Hold the lines of the block too; gives the number of their characters."""
        self._drop()
        self._held.extend(block.lines)
        if not block.is_clean:
            self._unclean_until = self._line + len(self._held) - 1
        lengths = list(map(len, block.lines))
        if max(lengths, default=0) > MOST_COLUMNS:
            self._check_columns(block.lines)
        self._usual_length = sum(lengths) // max(len(lengths), 1)
        return sum(lengths)

    def _drop(self) -> None:
        del self._held[: self._start]
        self._start = 0

    def _advance(self, lines: int) -> None:
        self._start += lines
        self._line += lines
        self._counted = self._reader.line_num

    def _restart(self, after: int) -> None:
        """Read anew from behind the next `after` lines."""
        self._start += after
        self._line += after
        if self._start > FEW_LINES:
            self._drop()
        again = chain.from_iterable(self._fed())
        self._reader = csv.reader(again, delimiter=self._form.delimiter, strict=True)
        self._counted = 0

    def _next_lines(self, begin: int, end: int) -> list[str]:
        """The lines of the file from `begin` to `end`, counted from the first not given out."""
        return self._held[self._start + begin : self._start + end]

    def _paused(self, rows: list[list[str]]) -> Taken:
        """The rows that are whole; reading begins anew behind them."""
        taken = self._walked(rows, "", sum(map(text_quotes.lines_of, rows)))
        if not taken.cells and not taken.bad:
            raise refused(
                f"{self._form.name} has a row of more than {ROOM:,} characters on line "
                f"{self._line}.",
                "This is no table: export it again.",
            )
        if not taken.bad:
            self._restart(0)
        return taken

    def _walked(self, rows: list[list[str]], error: str, consumed: int) -> Taken:
        """The rows of which some take several lines, up to the first that is not sound."""
        begun: list[int] = []
        texts: list[str] = []
        at = 0
        for row in rows:
            lines = text_quotes.lines_of(row)
            if lines > 1 and self._has_swallowed(row):
                return self._given_up(Taken(rows[: len(begun)], begun, texts), at)
            begun.append(self._line + at)
            texts.append(self._held[self._start + at] if lines == 1 else "")
            at += lines
        if error:
            return self._mended(Taken(rows, begun, texts), at, consumed, error)
        self._advance(consumed)
        return Taken(rows, begun, texts)

    def _mended(self, taken: Taken, at: int, consumed: int, error: str) -> Taken:
        """What csv stumbled over in the lines held from `at` on, of which it read `consumed`."""
        if "field larger" in error:
            return taken._replace(bad=[self._long_cell(at, consumed)], is_cut=True)
        if "unexpected end" in error:
            raise self._never_closed(at, self._next_lines(at, consumed))
        self._count_misplaced()
        cells = None
        if consumed - at == 1:
            form = self._form
            line = self._held[self._start + at]
            cells = text_quotes.literal_cells(line, form.delimiter, form.width)
        if cells is None:
            return self._given_up(taken, at)
        begun = [*taken.lines, self._line + at]
        mended = Taken([*taken.cells, cells], begun, [*taken.texts, ""], is_cut=True)
        self._advance(consumed)
        return mended

    def _given_up(self, taken: Taken, at: int) -> Taken:
        """Give up the line at `at`, and read on from the next."""
        bad = self._bad_line(at, NOT_CLOSED)
        self.is_done = False
        self._restart(at + 1)
        return taken._replace(bad=[bad], is_cut=True)

    def _count_misplaced(self) -> None:
        self._misplaced += 1
        if self._misplaced > MOST_MISPLACED:
            raise refused(
                f"{self._form.name} has more than {MOST_MISPLACED:,} rows with misplaced quotes.",
                "Choose another delimiter, or export it again.",
            )

    def _long_cell(self, at: int, consumed: int) -> BadRow:
        """Give up the row with the long cell, through to the line on which its quote closes."""
        bad = self._bad_line(at, TOO_LONG)
        lines = self._next_lines(at, consumed)
        unclosed = self._never_closed(at, lines)
        is_open = sum(line.count('"') for line in lines) % 2 == 1
        form, below = self._form, self._next_lines(at + 1, at + 2)
        if is_open and text_quotes.has_a_row(below, form.delimiter, form.width):
            raise unclosed
        while is_open:
            rest = self._next_lines(consumed, len(self._held))
            closing = text_quotes.closes_on(rest)
            is_open = closing is None
            consumed += len(rest) if closing is None else closing + 1
            if is_open and not self._passed_on(consumed):
                raise unclosed
            consumed = 0 if is_open else consumed
        self._restart(consumed)
        return bad

    def _passed_on(self, lines: int) -> bool:
        """Forget so many lines and hold the next ones, if there are any."""
        block = next(self._blocks, None)
        self._restart(lines)
        self._hold(block or Block([], True))
        return block is not None

    def _has_swallowed(self, row: Sequence[str]) -> bool:
        """Whether a cell holds what looks like rows: two stray quotes that close each other."""
        form = self._form
        if form.width < NARROWEST_SWALLOWED:
            return False
        return len(row) > form.width or any(
            text_quotes.has_a_row(text_quotes.LINE_END.split(cell)[1:], form.delimiter, form.width)
            for cell in row
        )

    def _never_closed(self, at: int, lines: Sequence[str]) -> InputRefused:
        line = self._line + at + text_quotes.opens_on(lines)
        return text_quotes.never_closed(self._form.name, line)

    def _check_columns(self, lines: Iterable[str]) -> None:
        if any(line.count(self._form.delimiter) >= MOST_COLUMNS for line in lines):
            raise refused(
                f"{self._form.name} has rows of more than {MOST_COLUMNS:,} columns.",
                "Choose another delimiter, or export it again.",
            )

    def _bad_line(self, at: int, reason: str) -> BadRow:
        cells = text_quotes.plain_cells(self._held[self._start + at], self._form.delimiter)
        return bad_row(self._form, self._line + at, reason, cells)
