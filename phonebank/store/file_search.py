"""The index in a file that finds an elector from parts of what is known; see store/search.

Full-text search is SQLite's own, so every statement of it that is in no other database stands here.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from sqlalchemy.orm import Session

from phonebank.domain.finding import PARTICLES, UNDIALLED, Asked, words_of
from phonebank.store.chunks import chunks

CHUNK = 5000
A_GOOD_PART = 5
_OUTWARD = (
    "CASE instr(postcode, ' ') WHEN 0 THEN postcode "
    "ELSE substr(postcode, 1, instr(postcode, ' ') - 1) END"
)
_PARTICLES = ", ".join(f"'{word}'" for word in sorted(PARTICLES))
# Names that some write together and others apart, or in plainer letters: those few are read in
# Python.
_APART = (
    "(octet_length(name_key) > length(name_key) "
    "OR instr(last_name, '-') > 0 OR instr(first_name, '-') > 0 "
    f"OR substr(name_key, 1, instr(name_key, ' ') - 1) IN ({_PARTICLES}))"
)
_WORDS = (
    f"CASE WHEN {_APART} THEN words_of(first_name, last_name, postcode) "
    f"ELSE name_key || ' ' || {_OUTWARD} END"
)


def _undialled(written: str) -> str:
    for sign in UNDIALLED:
        written = f"replace({written}, '{sign}', '')"
    return written


_DIGITS = (
    "CASE WHEN substr(e164, 1, 3) = '+44' THEN '0' || substr(e164, 4) "
    f"WHEN e164 IS NOT NULL THEN substr(e164, 2) ELSE {_undialled('written')} END"
)
_ADD_DIGITS = (
    f"INSERT INTO elector_digits (rowid, digits) SELECT elector_id, group_concat({_DIGITS}, ' ') "
    "FROM phone_number WHERE"
)
_BY_ELECTOR = "GROUP BY elector_id ORDER BY elector_id"


def fill(session: Session) -> None:
    """Index everybody anew."""
    _run(session, "INSERT INTO elector_words (elector_words) VALUES ('delete-all')")
    _run(session, "INSERT INTO elector_digits (elector_digits) VALUES ('delete-all')")
    fill_new(session, 0)


def fill_new(session: Session, after_id: int) -> None:
    """Index the electors with higher ids, none of whom is indexed yet.

    In the order of their ids: the index writes a piece whenever an id is lower than the last.
    """
    _teach_words(session)
    added = f"SELECT id, {_WORDS} FROM elector WHERE id > ? ORDER BY id"
    _run(session, f"INSERT INTO elector_words (rowid, words) {added}", (after_id,))
    _run(session, f"{_ADD_DIGITS} elector_id > ? {_BY_ELECTOR}", (after_id,))


def _teach_words(session: Session) -> None:
    driver: Any = session.connection().connection.dbapi_connection
    driver.create_function("words_of", 3, words_of, deterministic=True)


def refresh(session: Session, elector_ids: Sequence[int]) -> None:
    """Index these electors anew: after any change of a name, a number or a postcode.

    A good part of the roll is indexed anew as quickly as all of it.
    """
    if len(elector_ids) > CHUNK and len(elector_ids) * A_GOOD_PART > _count(session):
        fill(session)
        return
    _teach_words(session)
    for ids in map(tuple, chunks(elector_ids, CHUNK)):
        marks = _remove(session, ids)
        added = f"SELECT id, {_WORDS} FROM elector WHERE id IN ({marks}) ORDER BY id"
        _run(session, f"INSERT INTO elector_words (rowid, words) {added}", ids)
        _run(session, f"{_ADD_DIGITS} elector_id IN ({marks}) {_BY_ELECTOR}", ids)


def _count(session: Session) -> int:
    return int(_run(session, "SELECT count(*) FROM elector").scalar())


def forget(session: Session, elector_ids: Sequence[int]) -> None:
    """Take these electors out of the index and leave no trace of their names in it.

    A row that is taken out keeps its words in the file until its piece of the index is written
    anew, so all of it is: a second or two on a large roll.
    """
    for ids in map(tuple, chunks(elector_ids, CHUNK)):
        _remove(session, ids)
    if elector_ids:
        _run(session, "INSERT INTO elector_words (elector_words) VALUES ('optimize')")
        _run(session, "INSERT INTO elector_digits (elector_digits) VALUES ('optimize')")


def _remove(session: Session, ids: tuple[int, ...]) -> str:
    """Take them out of the index; gives as many question marks as there are ids."""
    marks = ", ".join("?" * len(ids))
    _run(session, f"DELETE FROM elector_words WHERE rowid IN ({marks})", ids)
    _run(session, f"DELETE FROM elector_digits WHERE rowid IN ({marks})", ids)
    return marks


def with_words(session: Session, wanted: Asked, limit: int) -> Any:
    """Ids and names of those of whom the words hold, and the numbers."""
    parameters: list[Any] = [_words(wanted)]
    conditions = ["elector_words MATCH ?", "e.merged_into IS NULL"]
    for code in wanted.postcodes:
        conditions.append("replace(e.postcode, ' ', '') LIKE ?")
        parameters.append(f"{code.outward}{code.inward}%")
    if wanted.numbers:
        conditions.append("e.id IN (SELECT rowid FROM elector_digits WHERE elector_digits MATCH ?)")
        parameters.append(_grams(wanted))
    for forms in wanted.numbers:
        conditions.append(_has_one_with(forms))
        parameters += forms
    asked_for = (
        "SELECT e.id, e.name_key FROM elector_words CROSS JOIN elector e "
        f"ON e.id = elector_words.rowid WHERE {' AND '.join(conditions)} "
        "ORDER BY elector_words.rowid LIMIT ?"
    )
    return _run(session, asked_for, (*parameters, limit))


def with_digits(session: Session, wanted: Asked, limit: int) -> Any:
    """By numbers alone. Three digits each are looked up, so what was found is looked at again."""
    first, *others = wanted.numbers
    conditions = [_holds_one_of(first), "e.merged_into IS NULL", *map(_has_one_with, others)]
    asked_for = (
        "SELECT DISTINCT e.id, e.name_key FROM elector_digits CROSS JOIN phone_number "
        "ON elector_id = elector_digits.rowid CROSS JOIN elector e ON e.id = elector_id "
        f"WHERE elector_digits MATCH ? AND {' AND '.join(conditions)} "
        "ORDER BY elector_digits.rowid LIMIT ?"
    )
    forms = chain.from_iterable(wanted.numbers)
    return _run(session, asked_for, (_grams(wanted), *forms, limit))


def _has_one_with(forms: Sequence[str]) -> str:
    of_them = "SELECT 1 FROM phone_number WHERE elector_id = e.id"
    return f"EXISTS ({of_them} AND {_holds_one_of(forms)})"


def _holds_one_of(forms: Sequence[str]) -> str:
    return "(" + " OR ".join(f"instr({_DIGITS}, ?)" for _ in forms) + ")"


def _words(wanted: Asked) -> str:
    """The words for the index: one of the spellings, and every postcode's first half.

    A postcode that was stored without its space is one word.
    """
    codes = [f'("{code.outward}" OR "{code.outward}{code.inward}"*)' for code in wanted.postcodes]
    spelt = [" AND ".join(f'"{word}"*' for word in words) for words in wanted.spellings if words]
    return " AND ".join([*codes, *([f"({_either(spelt)})"] if spelt else [])])


def _either(parts: Iterable[str]) -> str:
    return " OR ".join(f"({part})" for part in parts)


def _grams(wanted: Asked) -> str:
    """Every three digits in a row of one form of each number."""
    return " AND ".join(
        f"({_either(_in_threes(form) for form in forms)})" for forms in wanted.numbers
    )


def _in_threes(digits: str) -> str:
    threes = dict.fromkeys(digits[at : at + 3] for at in range(len(digits) - 2))
    return " AND ".join(f'"{three}"' for three in threes)


def _run(session: Session, statement: str, parameters: tuple[Any, ...] = ()) -> Any:
    return session.connection().exec_driver_sql(statement, parameters)
