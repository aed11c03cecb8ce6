"""The rows of a roll read and cleaned: here, or in another process while this one writes."""

from __future__ import annotations

import marshal
import pickle
from contextlib import contextmanager
from struct import unpack, unpack_from
from typing import TYPE_CHECKING, Any, NamedTuple

from xxhash import xxh3_64_digest

from phonebank.domain.files import FileKind
from phonebank.domain.roll import LISTS, NewElectors, Numbers
from phonebank.services.apart import made_apart
from phonebank.services.fitting import WholeRows, fitted, in_one_piece
from phonebank.services.leaving_cycles import cycles_left_alone
from phonebank.services.roll_reading import Noted, RollReader
from phonebank.spreadsheets.reading import open_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from phonebank.domain.files import FileLook
    from phonebank.services.roll_words import RollWords
    from phonebank.spreadsheets.reading import OpenFile

LONG = 6_000_000
"""Bytes of a file that takes longer to read than another process takes to start."""
SIMPLE = 2
"""The version of marshal that looks for no object twice: quicker, and hardly longer for a roll."""


class Asked(NamedTuple):
    """How rows are to be read, which `fingerprint` (16 bytes) is of."""

    words: RollWords
    columns: Mapping[str, Sequence[int]]
    width: int
    fingerprint: bytes


class ReadRows(NamedTuple):
    """Some rows of the file, what they tell if there are any, and what there is to note.

    `done` tells how far the file is read.
    """

    whole: WholeRows
    hashes: Sequence[int]
    clean: NewElectors | None
    noted: Noted
    done: int


class Written(NamedTuple):
    """Rows as the file has them, each in one piece, and the line each began on."""

    texts: Sequence[str]
    lines: Sequence[int]


@contextmanager
def rows_of(
    file: OpenFile, path: Path, look: FileLook, asked: Asked, waiting: Callable[[], None]
) -> Iterator[Iterator[ReadRows]]:
    """Every row of the file; `waiting` is called now and then and may stop it.

    A long text is read in another process, so that cleaning and writing go on side by side.
    """
    if look.kind is not FileKind.TEXT or look.size < LONG:
        yield read_rows(file, asked)
        return
    with made_apart(packed_rows, path, look, asked, waiting=waiting) as pieces:
        yield map(_unpacked, pieces)


def read_rows(file: OpenFile, asked: Asked) -> Iterator[ReadRows]:
    """The rows of an open file."""
    reader = RollReader(asked.words, asked.columns)
    for batch in file.batches():
        whole = fitted(batch, asked.width)
        hashes: Sequence[int] = ()
        clean = reader.read(whole.cells) if whole.cells else None
        if clean:
            texts = told_again(clean, whole.cells, whole.texts)
            hashes = hashed(texts, asked.fingerprint)
        yield ReadRows(whole, hashes, clean, reader.noted(), batch.done)


def told_again(
    clean: NewElectors, cells: Sequence[list[str]], texts: Sequence[str]
) -> Sequence[str]:
    """By what text each row, in one piece, may be known the next time without being read.

    That is not its line if somebody has to decide on it: of such a row there is more to tell.
    """
    if not clean.open:
        return texts
    return [
        in_one_piece(row) if at in clean.open else text
        for at, (row, text) in enumerate(zip(cells, texts, strict=True))
    ]


def hashed(texts: Sequence[str], fingerprint: bytes) -> Sequence[int]:
    """A number of 64 bits for what each row says, the same in every run of the program."""
    [seed] = unpack_from("<Q", fingerprint)
    digests = [xxh3_64_digest(text.encode("utf-8", "surrogatepass"), seed) for text in texts]
    return unpack(f"<{len(texts)}q", b"".join(digests))


def packed_rows(path: Path, look: FileLook, asked: Asked) -> Iterator[bytes]:
    """What the other process makes."""
    with cycles_left_alone(), open_file(path, look) as file:
        yield from map(_packed, read_rows(file, asked))


def _packed(rows: ReadRows) -> bytes:
    """Long lists of text and numbers by marshal, three times as quick; the rest is little."""
    whole, clean = rows.whole, rows.clean
    lists: tuple[Any, ...] = (list(whole.texts), list(whole.lines), rows.hashes)
    few: Mapping[str, object] = {}
    if clean:
        lists = (*lists, *clean[: len(LISTS)], *clean.numbers)
        few = {"barred": clean.barred, "tags": clean.tags, "open": clean.open}
    bare = whole._replace(cells=(), texts=(), lines=())
    rest = rows._replace(whole=bare, hashes=(), clean=None)
    return marshal.dumps((lists, pickle.dumps((rest, few))), SIMPLE)


def _unpacked(piece: bytes) -> ReadRows:
    (texts, lines, hashes, *facts), told = marshal.loads(piece)
    rest, few = pickle.loads(told)
    whole = rest.whole._replace(texts=texts, lines=lines)
    rows: ReadRows = rest._replace(whole=whole, hashes=hashes)
    if not facts:
        return rows
    numbers = Numbers(*facts[len(LISTS) :])
    few |= dict(zip(LISTS, facts, strict=False))
    return rows._replace(clean=NewElectors(numbers=numbers, **few))
