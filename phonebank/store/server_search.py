"""The index on a server that finds an elector from parts of what is known; see store/search.

The words of an elector, and every three digits in a row of their numbers, are kept as a tsvector
each, made without any dictionary, so that both databases find the same electors.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from sqlalchemy.orm import Session

from phonebank.domain.finding import PARTICLES, UNDIALLED, Asked, indexed, words_of
from phonebank.store import server_rows

_OUTWARD = "split_part(postcode, ' ', 1)"
_SIGNS = r"[\x01-\x2f\x3a-\x60\x7b-\x7f]+"
_PARTICLES = ", ".join(f"'{word}'" for word in sorted(PARTICLES))
# Names that some write together and others apart, or in plainer letters: those few are read in
# Python.
_APART = (
    "(octet_length(name_key) > length(name_key) "
    "OR strpos(last_name, '-') > 0 OR strpos(first_name, '-') > 0 "
    f"OR split_part(name_key, ' ', 1) IN ({_PARTICLES}))"
)
_AS_WORDS = (
    f"array_to_tsvector(array_remove(regexp_split_to_array(lower(name_key || ' ' || {_OUTWARD}), "
    f"E'{_SIGNS}'), ''))"
)
DIGITS = (
    "CASE WHEN e164 LIKE '+44%%' THEN '0' || substr(e164, 4) WHEN e164 IS NOT NULL "
    f"THEN substr(e164, 2) ELSE translate(written, '{UNDIALLED}', '') END"
)
_IN_THREES = (
    "SELECT elector_id, array_to_tsvector(array_agg(DISTINCT substr(d, at, 3))) "
    f"FROM (SELECT elector_id, {DIGITS} AS d FROM phone_number WHERE {{which}}) AS its, "
    "generate_series(1, length(d) - 2) AS at GROUP BY elector_id"
)


def fill(session: Session) -> None:
    """Index everybody anew."""
    _run(session, "TRUNCATE elector_words, elector_digits")
    fill_new(session, 0)


def fill_new(session: Session, after_id: int) -> None:
    """Index the electors with higher ids, none of whom is indexed yet."""
    _add(session, "id > %s", "elector_id > %s", after_id)


def refresh(session: Session, elector_ids: Sequence[int]) -> None:
    """Index these electors anew."""
    if elector_ids:
        forget(session, elector_ids)
        _add(session, "id = ANY(%s)", "elector_id = ANY(%s)", list(elector_ids))


def forget(session: Session, elector_ids: Sequence[int]) -> None:
    """Take these electors out of the index."""
    for table in ("elector_words", "elector_digits"):
        _run(session, f"DELETE FROM {table} WHERE elector_id = ANY(%s)", (list(elector_ids),))


def _add(session: Session, of_elector: str, of_number: str, which: Any) -> None:
    plain = f"SELECT id, {_AS_WORDS} FROM elector WHERE {of_elector} AND NOT {_APART}"
    _run(session, f"INSERT INTO elector_words {plain}", (which,))
    apart = f"SELECT id, first_name, last_name, postcode FROM elector WHERE {of_elector}"
    rows = [
        (elector, " ".join(f"'{word}'" for word in dict.fromkeys(indexed(words_of(*written)))))
        for elector, *written in _run(session, f"{apart} AND {_APART}", (which,))
    ]
    server_rows.copy(session, "elector_words", ("elector_id", "words"), rows)
    digits = _IN_THREES.format(which=of_number)
    _run(session, f"INSERT INTO elector_digits {digits}", (which,))


def with_words(session: Session, wanted: Asked, limit: int) -> Any:
    """Ids and names of those of whom the words hold, and the numbers."""
    parameters: list[Any] = [_words(wanted)]
    conditions = ["w.words @@ %s::tsquery", "e.merged_into IS NULL"]
    for code in wanted.postcodes:
        conditions.append("replace(e.postcode, ' ', '') ILIKE %s")
        parameters.append(f"{code.outward}{code.inward}%")
    if wanted.numbers:
        held = "SELECT elector_id FROM elector_digits WHERE digits @@ %s::tsquery"
        conditions.append(f"e.id IN ({held})")
        parameters.append(_grams(wanted))
    for forms in wanted.numbers:
        conditions.append(_has_one_with(forms))
        parameters += forms
    asked_for = (
        "SELECT e.id, e.name_key FROM elector_words w JOIN elector e ON e.id = w.elector_id "
        f"WHERE {' AND '.join(conditions)} ORDER BY w.elector_id LIMIT %s"
    )
    return _run(session, asked_for, (*parameters, limit))


def with_digits(session: Session, wanted: Asked, limit: int) -> Any:
    """By numbers alone. Three digits each are looked up, so what was found is looked at again."""
    conditions = ["e.merged_into IS NULL", *map(_has_one_with, wanted.numbers)]
    asked_for = (
        "SELECT e.id, e.name_key FROM elector_digits d JOIN elector e ON e.id = d.elector_id "
        f"WHERE d.digits @@ %s::tsquery AND {' AND '.join(conditions)} "
        "ORDER BY d.elector_id LIMIT %s"
    )
    forms = chain.from_iterable(wanted.numbers)
    return _run(session, asked_for, (_grams(wanted), *forms, limit))


def _has_one_with(forms: Sequence[str]) -> str:
    holds = " OR ".join(f"strpos({DIGITS}, %s) > 0" for _ in forms)
    return f"EXISTS (SELECT 1 FROM phone_number WHERE elector_id = e.id AND ({holds}))"


def _words(wanted: Asked) -> str:
    """One of the spellings, and every postcode's first half, as a tsquery."""
    codes = [f"('{code.outward}' | '{code.outward}{code.inward}':*)" for code in wanted.postcodes]
    spelt = [" & ".join(f"'{word}':*" for word in words) for words in wanted.spellings if words]
    return " & ".join([*codes, *([f"({_either(spelt)})"] if spelt else [])])


def _grams(wanted: Asked) -> str:
    """Every three digits in a row of one form of each number."""
    return " & ".join(
        f"({_either(_in_threes(form) for form in forms)})" for forms in wanted.numbers
    )


def _either(parts: Iterable[str]) -> str:
    return " | ".join(f"({part})" for part in parts)


def _in_threes(digits: str) -> str:
    threes = dict.fromkeys(digits[at : at + 3] for at in range(len(digits) - 2))
    return " & ".join(f"'{three}'" for three in threes)


def _run(session: Session, statement: str, parameters: tuple[Any, ...] = ()) -> Any:
    return session.connection().exec_driver_sql(statement, parameters)
