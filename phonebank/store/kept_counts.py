"""Electors on the roll as they are counted in a file whenever one of them is written.

Triggers of the file itself do it (migrations/versions/rev_0005 to rev_0008), so that no way of
writing electors can leave the counts behind. There are none on a server: callers would wait for
each other there.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Integer, String, TableClause, column, table
from sqlalchemy.orm import Session

from phonebank.store.dialect import is_on_server
from phonebank.store.utc import UtcDateTime

NOTHING, NOBODY = "", 0
"""What stands in a key for no answer, and for no section or affiliate."""
FIGURES = ("people", "calls", "attempted", "contacted")
_ALIKE = """\
SELECT constituency_id, section_id, affiliate_id, recruited_by, intention, count(*) AS people,
    count(*) * attempts AS calls, count(*) * (attempts > 0) AS attempted,
    count(*) * elector.contacted AS contacted, max(last_call_at) AS last_call_at
FROM elector WHERE on_roll IS NOT FALSE
GROUP BY constituency_id, on_roll, section_id, affiliate_id, recruited_by, attempts,
    elector.contacted, intention"""
"""In the order of an index, so that only what it comes to is sorted."""


class Kept(NamedTuple):
    """A table of counts and the question that counts everybody anew."""

    table: TableClause
    counting: str
    filled_by: str = ""
    """The statement that fills it, where there is a quicker one than to insert what is counted."""

    @property
    def filling(self) -> str:
        return self.filled_by or f"INSERT INTO {self.table.name} {self.counting}"


def _calls(name: str, of: str, /, **key: str) -> Kept:
    """What the electors with each key come to, their answers and calls, from sums by more."""
    figures = [column(it, Integer()) for it in FIGURES]
    made = table(name, *_columns(key), *figures, column("last_call_at", UtcDateTime()))
    by, sums = ", ".join(key.values()), ", ".join(f"sum({it})" for it in FIGURES)
    return Kept(made, f"SELECT {by}, {sums}, max(last_call_at) FROM {of} GROUP BY {by}")


def _people(name: str, /, who: str = "on_roll", **key: str) -> Kept:
    """How many electors have each key, among those."""
    made = table(name, *_columns(key), column("people", Integer()))
    of = ", ".join(key.values())
    places = ", ".join(str(place) for place in range(1, len(key) + 1))
    return Kept(made, f"SELECT {of}, count(*) FROM elector WHERE {who} GROUP BY {places}")


def _columns(key: Iterable[str]) -> Sequence[Any]:
    return [column(it, String() if it in _WORDS else Integer()) for it in key]


_WORDS = {
    *("region", "recruited_by", "intention", "joined", "disposition"),
    *("hour", "previous_vote", "reasons", "word"),
}


_ANSWER = f"coalesce(intention, '{NOTHING}')"
BY_GROUP = _calls(
    "group_count",
    f"({_ALIKE})",
    constituency_id="constituency_id",
    section_id=f"coalesce(section_id, {NOBODY})",
    affiliate_id=f"coalesce(affiliate_id, {NOBODY})",
    recruited_by="recruited_by",
    intention=_ANSWER,
)
BY_PLACE = _calls(
    "place_count", "group_count", constituency_id="constituency_id", intention="intention"
)
_JOINED = {
    "section_id": f"coalesce(section_id, {NOBODY})",
    "affiliate_id": f"coalesce(affiliate_id, {NOBODY})",
    "joined": f"coalesce(substr(joined_on, 1, 7), '{NOTHING}')",
}
_ROLL = {"constituency_id": "constituency_id", **_JOINED, "is_reached": "first_reached IS NOT NULL"}
BY_ROLL = _people("roll_count", **_ROLL)._replace(
    filled_by=(
        f"INSERT INTO roll_count SELECT {', '.join(_ROLL.values())}, 1 FROM elector "
        "WHERE on_roll IS NOT FALSE "
        "ORDER BY constituency_id, on_roll, section_id, affiliate_id "
        "ON CONFLICT DO UPDATE SET people = people + 1"
    )
)
"""By what the roll says of electors, with the month in which they joined, and whether anybody has
spoken to them: of a call only the first that reaches them changes it. To sort everybody by it takes
twice as long as to add one to each count in the order of the index."""
BY_REGION = Kept(
    table("region_count", *_columns(["region", *_JOINED, "is_reached", "people"])),
    f"SELECT region, {', '.join(_JOINED)}, is_reached, sum(people) "
    "FROM roll_count JOIN constituency ON constituency.id = constituency_id GROUP BY 1, 2, 3, 4, 5",
)
"""The same by region."""
_WAITS = (
    "turn IN ('ready', 'callback') AND suppressed = '' AND usable_numbers > 0 "
    "AND ballot IS NOT 'returned'"
)
_UNTRIED = "attempts = 0 AND first_reached IS NULL AND disposition IS NULL"
_RUNG = {
    "attempts": "attempts",
    "first_reached": f"coalesce(first_reached, {NOBODY})",
    "disposition": f"coalesce(disposition, '{NOTHING}')",
    "is_waiting": _WAITS,
}
BY_RUNG = _people("rung_count", **_RUNG)._replace(
    filled_by=(
        "INSERT INTO rung_count WITH untried (people, waiting) AS ("
        f"SELECT count(*), coalesce(sum({_WAITS}), 0) FROM elector WHERE on_roll AND {_UNTRIED}) "
        f"SELECT 0, {NOBODY}, '{NOTHING}', 1, waiting FROM untried WHERE waiting > 0 UNION ALL "
        f"SELECT 0, {NOBODY}, '{NOTHING}', 0, people - waiting FROM untried WHERE people > waiting "
        f"UNION ALL SELECT {', '.join(_RUNG.values())}, count(*) FROM elector "
        f"WHERE on_roll AND NOT ({_UNTRIED}) GROUP BY 1, 2, 3, 4"
    )
)
"""By how often they were rung, when they were reached, and whether the queue may still serve
them; those nobody has tried are summed, since sorting everybody would take twice as long."""
_ANSWERED = "on_roll AND intention IS NOT NULL"
BY_HOUR = _people(
    "heard_count",
    f"{_ANSWERED} AND intention_at IS NOT NULL AND intention_by IS NOT NULL",
    hour="substr(intention_at, 1, 13)",
    intention="intention",
)
"""Latest answers by the hour in which they were given."""
_REGION = "(SELECT region FROM constituency WHERE constituency.id = constituency_id)"
BY_CELL = _people(
    "cell_count",
    _ANSWERED,
    region=_REGION,
    section_id=_JOINED["section_id"],
    affiliate_id=_JOINED["affiliate_id"],
    intention="intention",
    first_reached=_RUNG["first_reached"],
    joined=_JOINED["joined"],
)
"""Latest answers by what the roll says of who gave them, and the attempt that reached them."""
BY_CALLER = _people(
    "caller_count",
    f"{_ANSWERED} AND intention_at IS NOT NULL AND intention_by IS NOT NULL",
    region=_REGION,
    section_id=_JOINED["section_id"],
    intention_list=f"coalesce(intention_list, {NOBODY})",
    intention_by="intention_by",
    intention="intention",
    joined=_JOINED["joined"],
)
"""Latest answers by who obtained them, from which list, and of whom."""
BY_SAID = _people(
    "said_count",
    _ANSWERED,
    previous_vote=f"coalesce(previous_vote, '{NOTHING}')",
    intention="intention",
    reasons="reasons",
)
"""Latest answers with what was said beside them."""
BY_WORD = Kept(
    table("word_count", *_columns(["word", "calls"])),
    "SELECT value, count(*) FROM elector, "
    """json_each('["' || replace(rung, ';', '","') || '"]') """
    "WHERE on_roll AND rung <> '' GROUP BY value",
)
"""Calls by the word that is kept of each (domain.rung.CallWord)."""
EVERY = (
    *(BY_GROUP, BY_PLACE, BY_ROLL, BY_REGION, BY_RUNG),
    *(BY_HOUR, BY_CELL, BY_CALLER, BY_SAID, BY_WORD),
)
"""Sums come after what they are sums of."""


_EVENTS = " UNION ALL ".join(
    f"SELECT constituency_id, {said} AS said, substr({at}, 1, 13) AS hour, {more} AS more "
    f"FROM elector WHERE on_roll AND intention IS NOT NULL AND {said} IS NOT NULL "
    f"AND {at} IS NOT NULL"
    for said, at, more in (
        ("intention", "intention_at", 1),
        ("prior_intention", "intention_at", -1),
        ("prior_intention", "prior_at", 1),
    )
)
_MOVED = (
    "SELECT constituency_id, said, hour, sum(more) AS more "
    f"FROM ({_EVENTS}) GROUP BY constituency_id, said, hour"
)
"""How many more stood with an answer at the end of an hour than when it began."""
_MOVED_AS_KEPT = (
    "SELECT * FROM (SELECT constituency_id, intention, hour, people - lag(people, 1, 0) "
    "OVER (PARTITION BY constituency_id, intention ORDER BY hour) AS more FROM place_stood) "
    "WHERE more <> 0"
)


@contextmanager
def counted_after(session: Session) -> Iterator[None]:
    """Within, electors are written without being counted; afterwards all are, at once.

    For a whole roll that is far quicker. Whatever fails within must take the transaction back.
    """
    if is_on_server(session):
        yield
        return
    run = session.connection().exec_driver_sql
    triggers = run(_TRIGGERS).all()
    for name, _ in triggers:
        run(f"DROP TRIGGER {name}")
    yield
    session.flush()
    for kept in EVERY:
        run(f"DELETE FROM {kept.table.name}")
        run(kept.filling)
    run("DELETE FROM place_stood")
    run(
        "INSERT INTO place_stood SELECT constituency_id, said, hour, "
        f"sum(more) OVER (PARTITION BY constituency_id, said ORDER BY hour) FROM ({_MOVED})"
    )
    for _, statement in triggers:
        run(statement)


_TRIGGERS = (
    "SELECT name, sql FROM sqlite_schema "
    "WHERE type = 'trigger' AND tbl_name = 'elector' AND name LIKE '%_is_counted'"
)


def count_wrong(session: Session) -> int:
    """How many of the kept counts are not what counting everybody comes to."""
    if is_on_server(session):
        return 0
    run = session.connection().exec_driver_sql
    compared = [(f"SELECT * FROM {kept.table.name}", kept.counting) for kept in EVERY]
    compared.append((_MOVED_AS_KEPT, f"SELECT * FROM ({_MOVED}) WHERE more <> 0"))
    wrong = 0
    for held, counted in compared:
        for these, those in ((held, counted), (counted, held)):
            asked = f"SELECT count(*) FROM ({these} EXCEPT {those})"
            wrong = max(wrong, run(asked).scalar_one())
    return wrong
