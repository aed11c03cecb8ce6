"""Finding a copy by what somebody quotes: its number, its fingerprint, or words."""

import re
from collections.abc import Iterator, Sequence

from phonebank.domain.figures import count
from phonebank.domain.frozen import FrozenLine
from phonebank.domain.hours import local

_PARTS = re.compile(r"\w+")
_OF_A_FINGERPRINT = 4  # digits from which a number may be the beginning of one, or a year


def found(lines: Sequence[FrozenLine], typed: str) -> list[FrozenLine]:
    """Those that all of the typed words fit, in their order.

    A short number is that of the copy and fits whole; anything else fits by its beginning.
    """
    wanted = _PARTS.findall(typed.casefold())
    return [line for line in lines if all(_fits(line, word) for word in wanted)]


def _fits(line: FrozenLine, word: str) -> bool:
    if word.isdigit() and len(word) < _OF_A_FINGERPRINT:
        return word == str(line.number)
    return any(one.startswith(word) for one in _words_of(line))


def _words_of(line: FrozenLine) -> Iterator[str]:
    here = local(line.frozen_at)
    facts = line.title, line.by, line.given_as, line.file_name
    said = f"copy {line.number} {' '.join(facts)} {here:%B %Y}"
    yield from _PARTS.findall(said.casefold())
    yield line.content_hash


def count_words(shown: int, of: int) -> str:
    """How many copies there are, or fit."""
    every = f"{count(of)} {'copy' if of == 1 else 'copies'}"
    return every if shown == of else f"{count(shown)} of {every}"
