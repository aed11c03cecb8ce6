"""Which line of a text, or row of a sheet, holds the headers, and what the columns are called."""

import re
from collections.abc import Mapping, Sequence
from statistics import median_high
from typing import NamedTuple

LOOKED_FOR_IN = 15
TELLING = """
    address affiliate branch caller candidate category city clp constituency county date district
    dob eligible email firstname forename forenames gender id intention joined landline lastname
    membership mobile name names notes num number outcome phone phonenumber postcode postal
    previous recruited seat section source status surname tel telephone title town type union
    votes ward zip
"""
TELLING_WORDS = frozenset(TELLING.split())
WORDS = re.compile(r"[a-z]+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
LONGEST_HEADER = 60
# What is found in rows and not above them: long or bare numbers, dates, addresses, postcodes.
IS_A_FACT = re.compile(
    r"\s*(?:[\d\s.,/+()-]*\d[\d\s.,/+()-]*"
    r"|.*(?:\d[\s()-]*){5,}.*"
    r"|.*\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b.*"
    r"|[^@\s]+@[^@\s]+\.[^@\s]+"
    r"|[A-Za-z]{1,2}\d[A-Za-z\d]?\s?\d[A-Za-z]{2})\s*",
    re.S,
)


class Heading(NamedTuple):
    """Which of the records is the header, None if none is, and whether there is any doubt."""

    at: int | None
    is_certain: bool


def heading_of(records: Sequence[Sequence[str]]) -> Heading:
    """Look for the header among the first records: words that headers use, above facts."""
    full = _full_rows(records)
    for at in full:
        if _says_what_is_below(records[at]):
            return Heading(at, not any(map(_is_filled, records[:at])))
        if _facts(records[at]):
            break
    if not full or _facts(records[full[0]]):
        return Heading(None, False)
    first = full[0]
    is_certain = not any(map(_is_filled, records[:first])) and _stands_above_facts(records, first)
    return Heading(first, is_certain)


def headers_of(cells: Sequence[str], width: int) -> list[str]:
    """Names for at least `width` columns: unique without regard to case, and none empty."""
    headers: list[str] = []
    taken: set[str] = set()
    for number in range(1, max(len(cells), width) + 1):
        written = " ".join(cells[number - 1].split()) if number <= len(cells) else ""
        headers.append(_unique(written or f"Column {number}", taken))
    return headers


def _unique(name: str, taken: set[str]) -> str:
    unique, number = name, 1
    while unique.casefold() in taken:
        number += 1
        unique = f"{name} ({number})"
    taken.add(unique.casefold())
    return unique


def _full_rows(records: Sequence[Sequence[str]]) -> list[int]:
    """The rows with at least half as many cells filled as is usual, which titles have not."""
    filled = [sum(map(bool, map(str.strip, record))) for record in records]
    if not any(filled):
        return []
    usual = median_high(filled[len(filled) // 2 :])
    enough = max(1, (usual + 1) // 2)
    return [at for at, cells in enumerate(filled[:LOOKED_FOR_IN]) if cells >= enough]


def _says_what_is_below(record: Sequence[str]) -> bool:
    """Whether the cells are named as headers are; one such word may stand in any row."""
    telling, facts = sum(map(_is_telling, record)), _facts(record)
    if facts:
        return telling >= 2 and telling > 2 * facts
    return telling >= min(2, sum(map(bool, map(str.strip, record))))


def _stands_above_facts(records: Sequence[Sequence[str]], at: int) -> bool:
    """Whether rows below have facts in a column where this one has a word of its own."""
    written: Mapping[int, str] = {n: cell for n, cell in enumerate(records[at]) if cell.strip()}
    if len({cell.casefold() for cell in written.values()}) < len(written):
        return False
    below = [record for record in records[at + 1 :] if _is_filled(record)]
    return any(
        2 * sum(_is_fact(record[n]) for record in below if n < len(record)) > len(below)
        for n in written
    )


def _is_filled(record: Sequence[str]) -> bool:
    return any(map(str.strip, record))


def _is_telling(cell: str) -> bool:
    if len(cell) > LONGEST_HEADER:
        return False
    return not TELLING_WORDS.isdisjoint(WORDS.findall(CAMEL.sub(" ", cell).casefold()))


def _facts(record: Sequence[str]) -> int:
    return sum(map(_is_fact, record))


def _is_fact(cell: str) -> bool:
    return bool(IS_A_FACT.fullmatch(cell[:LONGEST_HEADER]))
