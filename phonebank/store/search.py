"""Finds an elector from parts of what is known: names, numbers, the postcode.

A file and a server index words and digits each in its own way (file_search, server_search); who
comes first of those who were found is the same on both.
"""

from collections.abc import Sequence
from itertools import chain, zip_longest
from types import ModuleType
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from phonebank.domain.finding import Asked, asked, spellings_of_number
from phonebank.store import file_search, server_search
from phonebank.store.dialect import is_on_server

_LAST = "\U0010ffff"


def _index(session: Session) -> ModuleType:
    return server_search if is_on_server(session) else file_search


def fill(session: Session) -> None:
    """Index everybody anew."""
    _index(session).fill(session)


def fill_new(session: Session, after_id: int) -> None:
    """Index the electors with higher ids, none of whom is indexed yet."""
    _index(session).fill_new(session, after_id)


def refresh(session: Session, elector_ids: Sequence[int]) -> None:
    """Index these electors anew: after any change of a name, a number or a postcode."""
    _index(session).refresh(session, elector_ids)


def forget(session: Session, elector_ids: Sequence[int]) -> None:
    """Take these electors out of the index and leave no trace of their names in it."""
    _index(session).forget(session, elector_ids)


class _Hit(NamedTuple):
    id: int
    name_key: str


def ids_matching(session: Session, text: str, limit: int) -> list[int]:
    """Ids of at most so many electors of whom all of the text holds (domain/finding.Asked).

    Whoever has just this membership number comes first, then the first that were found, by name:
    of many, those whose surname begins so, and then those who have been on the roll for longest.
    An empty text finds the first of the roll by name.
    """
    wanted = asked(text)
    exact = _with_number(session, wanted.whole)
    hits = [] if wanted.is_nothing and wanted.whole else _hits(session, wanted, limit)
    begun = _beginning(session, wanted.whole, limit)
    first = [*exact, *(hit for hit in chain(*zip_longest(hits, begun)) if hit)]
    chosen = list(dict.fromkeys(first))[:limit]
    ordered = sorted(chosen, key=lambda hit: (hit not in exact, hit.name_key, hit.id))
    return [hit.id for hit in ordered]


def _hits(session: Session, wanted: Asked, limit: int) -> list[_Hit]:
    """Those whose surname begins with the words as they stand, then any others."""
    if not wanted.has_words and wanted.numbers:
        return _as_hits(_index(session).with_digits(session, wanted, limit))
    found = [] if wanted.numbers or wanted.postcodes else _by_surname(session, wanted, limit)
    if len(found) >= limit or not wanted.has_words:
        return found
    others = _as_hits(_index(session).with_words(session, wanted, limit))
    return list(dict.fromkeys([*found, *others]))[:limit]


def _by_surname(session: Session, wanted: Asked, limit: int) -> list[_Hit]:
    begins = " ".join(wanted.spellings[0])
    asked_for = (
        "SELECT id, name_key FROM elector WHERE name_key >= ? AND name_key < ? "
        "AND merged_into IS NULL ORDER BY name_key, id LIMIT ?"
    )
    return [_Hit(*row) for row in _run(session, asked_for, (begins, begins + _LAST, limit))]


def _with_number(session: Session, whole: str) -> list[_Hit]:
    """Who has this membership number; of one who turned out to be another, that other."""
    spelt = spellings_of_number(whole)
    marks = ", ".join("?" * len(spelt))
    asked_for = "SELECT id, name_key, merged_into FROM elector WHERE"
    rows = _run(session, f"{asked_for} membership_number IN ({marks})", spelt).all()
    while merged := [row[2] for row in rows if row[2] is not None]:
        marks = ", ".join("?" * len(merged))
        others = _run(session, f"{asked_for} id IN ({marks})", tuple(merged)).all()
        rows = [*(row for row in rows if row[2] is None), *others]
    return [_Hit(row[0], row[1]) for row in rows]


def _beginning(session: Session, whole: str, limit: int) -> list[_Hit]:
    """Whose membership number begins so; letters alone are not looked up, which begin too many."""
    if not any(sign.isdigit() for sign in whole):
        return []
    asked_for = (
        "SELECT id, name_key FROM elector WHERE membership_number >= ? AND membership_number < ? "
        "AND merged_into IS NULL ORDER BY membership_number LIMIT ?"
    )
    return [
        _Hit(*row)
        for begins in spellings_of_number(whole)
        for row in _run(session, asked_for, (begins, begins + _LAST, limit))
    ]


def _as_hits(rows: Any) -> list[_Hit]:
    return [_Hit(*row) for row in rows]


def _run(session: Session, statement: str, parameters: tuple[Any, ...] = ()) -> Any:
    """Each of the two drivers has a mark of its own for a parameter."""
    if is_on_server(session):
        statement = statement.replace("?", "%s")
    return session.connection().exec_driver_sql(statement, parameters)
