"""In which encoding a text was written: told by all of its bytes, and never guessed in silence."""

import codecs
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from phonebank.domain.errors import WrongUse
from phonebank.domain.files import EncodingSample
from phonebank.spreadsheets.opening import unreadable
from phonebank.spreadsheets.text_words import SHOWN, likelihood, readings, telling, words_in

UTF_8, CP1252, MAC_ROMAN = "utf-8", "cp1252", "mac-roman"
LABELS = {
    UTF_8: "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16 (big-endian)",
    CP1252: "Windows-1252",
    MAC_ROMAN: "Mac Roman",
}
ALLOWED = re.compile(r"utf-8|utf-16-[lb]e|cp(125\d|4\d\d|8\d\d)|iso8859-\d+|mac-\w+|koi8-\w|ascii")
OTHER_NAMES = {"utf-8-sig": UTF_8, "utf-16": "utf-16-le"}
MARKED = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHUNK = 1024 * 1024
MOST_WORDS = 4000
MOST_RUNS = 10_000
# Bytes that are no UTF-8, as the decoder leaves them.
UNREAD = re.compile("[\udc80-\udcff]+")
HALF_A_PAIR = re.compile("\udced[\udca0-\udcbf][\udc80-\udcbf]")
WORDS = re.compile(r"[^\W\d_]{3,}")
NOT_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"


@dataclass(frozen=True, slots=True)
class Encoding:
    """The likeliest encoding, whether there is no doubt, and all that the bytes allow for.

    `lost` is the place of the first byte that this encoding has no sign for, -1 if there is none.
    """

    name: str
    is_certain: bool
    samples: Sequence[EncodingSample]
    lost: int = -1


@dataclass(slots=True)
class _Tally:
    """What the bytes of a file without a byte order mark say; offsets are -1 for none.

    `good` counts the bytes by which UTF-8 writes a sign beyond its first, `bad` the runs of bytes
    that are no UTF-8. Half of a surrogate pair is no sign, but only a writer of UTF-8 makes one.
    """

    good: int = 0
    bad: int = 0
    not_utf_8: int = -1
    not_cp1252: int = -1
    words: Counter[bytes] = field(default_factory=Counter)


def label(encoding: str) -> str:
    return LABELS.get(encoding, encoding.upper())


def known(name: str) -> str:
    """The name of a codec as Python spells it; WrongUse for what is no text encoding."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        found = ""
    found = OTHER_NAMES.get(found, found)
    if not ALLOWED.fullmatch(found):
        raise WrongUse(
            f"There is no encoding “{name}”.",
            next_step="Known are utf-8, utf-16-le, utf-16-be, cp1252, mac-roman and others.",
        )
    return found


def encoding_of(file: BinaryIO, path: Path, head: bytes) -> Encoding:
    """Read the whole file once, and tell how its bytes may be read."""
    marked = marked_as(head)
    if marked:
        return Encoding(marked, True, [EncodingSample(marked, label(marked), ())])
    wide = wide_by_nuls(head)
    if wide:
        text = head[: len(head) // 2 * 2].decode(wide, "replace")
        words = list(islice(dict.fromkeys(WORDS.findall(text)), SHOWN))
        return Encoding(wide, False, [EncodingSample(wide, label(wide), words)])
    try:
        return _judged(_tally(file))
    except OSError as error:
        raise unreadable(path, error) from error


def line_of(file: BinaryIO, offset: int) -> int:
    """The physical line of the byte at this offset."""
    file.seek(0)
    breaks, left, last = 0, offset, b""
    while left and (chunk := file.read(min(left, CHUNK))):
        joined = last == b"\r" and chunk.startswith(b"\n")
        breaks += chunk.count(b"\n") + chunk.count(b"\r") - chunk.count(b"\r\n") - joined
        left, last = left - len(chunk), chunk[-1:]
    return breaks + 1


def marked_as(head: bytes) -> str:
    """The encoding that a byte order mark names, or nothing."""
    return next((name for mark, name in MARKED if head.startswith(mark)), "")


def wide_by_nuls(head: bytes) -> str:
    """UTF-16 without a mark, or nothing: in western text every other byte of it is NUL."""
    half = len(head) // 2
    even, odd = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else ""


def _tally(file: BinaryIO) -> _Tally:
    tally = _Tally()
    decoder = codecs.getincrementaldecoder(UTF_8)("surrogateescape")
    file.seek(0)
    begun = 0
    while True:
        chunk = file.read(CHUNK)
        carried = len(decoder.getstate()[0])
        if carried or not chunk.isascii():
            lines = b"\n".join(line for line in chunk.split(b"\n") if not line.isascii())
            if carried or not _has_counted_utf_8(tally, lines):
                text = decoder.decode(chunk, final=not chunk)
                left = len(decoder.getstate()[0])
                _count(tally, text, carried + len(chunk) - left, begun - carried)
            _see_bytes(tally, chunk, lines, begun)
        begun += len(chunk)
        if not chunk:
            return tally


def _has_counted_utf_8(tally: _Tally, lines: bytes) -> bool:
    """Count a chunk by its lines with more than ASCII, if they are UTF-8 from end to end."""
    try:
        tally.good += len(lines) - len(lines.decode(UTF_8))
    except UnicodeDecodeError:
        return False
    return True


def _count(tally: _Tally, text: str, size: int, begun: int) -> None:
    """Add `text`, which `size` bytes from `begun` on were read as, to what is counted."""
    readable = text.encode(UTF_8, "ignore")
    tally.good += size - len(text)
    if len(readable) == size:
        return
    if tally.not_utf_8 < 0:
        first = UNREAD.search(text)
        tally.not_utf_8 = begun + len(text[: first.start()].encode()) if first else -1
    others, halves = HALF_A_PAIR.subn("", text)
    tally.good += halves
    tally.bad += len(UNREAD.findall(others)) if tally.bad < MOST_RUNS else size - len(readable)


def _see_bytes(tally: _Tally, chunk: bytes, lines: bytes, begun: int) -> None:
    """`lines` are those of the chunk that are not ASCII."""
    if tally.not_cp1252 < 0:
        signs = [sign for sign in NOT_IN_CP1252 if sign in lines]
        tally.not_cp1252 = begun + min(map(chunk.find, signs)) if signs else -1
    if tally.words.total() < MOST_WORDS:
        tally.words.update(words_in(lines))


def _judged(tally: _Tally) -> Encoding:
    """UTF-8 if more of the signs are it than not; else whichever makes the better words."""
    single = [CP1252, MAC_ROMAN] if tally.not_cp1252 < 0 else [MAC_ROMAN]
    if not tally.bad:
        samples = _samples(tally, [UTF_8, *single] if tally.good else [UTF_8])
        return Encoding(UTF_8, True, samples, tally.not_utf_8)
    if tally.good >= tally.bad:
        samples = _samples(tally, [UTF_8, *single])
        return Encoding(UTF_8, tally.good > tally.bad, samples, tally.not_utf_8)
    marks = {name: likelihood(tally.words, name) for name in single}
    if CP1252 not in single and marks[MAC_ROMAN] <= 0:
        samples = _samples(tally, [CP1252, MAC_ROMAN])
        return Encoding(CP1252, False, samples, tally.not_cp1252)
    single.sort(key=lambda name: -marks[name])
    return Encoding(single[0], False, _samples(tally, single))


def _samples(tally: _Tally, encodings: Sequence[str]) -> list[EncodingSample]:
    words = telling(tally.words, encodings)
    return [
        EncodingSample(name, label(name), [readings(word, [name])[0] for word in words])
        for name in encodings
    ]
