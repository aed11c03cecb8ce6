"""An elector found at every key stroke, beside a text looked for in four columns of everybody."""

from __future__ import annotations

import random
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.benchmarks.bench import Report
from tests.benchmarks.measuring import (
    Measurement,
    Unequal,
    beside,
    check_equal,
    compared,
    peak_of,
    seconds_of,
    timed,
    typed,
)
from tests.benchmarks.shelf import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.bench import Bench

SHOWN = 50
LIKE = (
    "SELECT id FROM flat WHERE name LIKE ?1 OR number LIKE ?1 OR postcode LIKE ?1 "
    "OR digits LIKE ?1 ORDER BY name LIMIT 50"
)


def measured(bench: Bench) -> Iterator[Measurement]:
    for size in bench.sizes:
        made = bench.shelf.imported(size)
        persons = bench.many(24)
        plain = bench.run(find, campaign=str(made), persons=persons)
        ours, like = seconds_of([plain]), seconds_of([plain], "like")
        yield compared(
            "find an elector, p50",
            size,
            "LIKE %x% over four columns",
            median(ours) * 1000,
            median(like) * 1000,
            mark=1 / 50,
            peak_mb=peak_of([plain]),
            remark=f"{len(ours)} key strokes",
        )
        yield compared(
            "find an elector, slowest",
            size,
            "LIKE %x%, its slowest",
            max(ours) * 1000,
            max(like) * 1000,
            mark=1 / 5,
            remark=f"“{plain.facts['slowest']}”",
        )
        locked = bench.run(
            find,
            campaign=str(bench.shelf.encrypted(made)),
            persons=persons,
            passphrase=PASSPHRASE,
        )
        yield beside(
            "· find an elector, encrypted", size, "the same, plain", seconds_of([locked]), ours
        )


def find(campaign: str, persons: int, passphrase: str | None = None) -> Report:
    """Every key stroke of what is typed to find so many persons, by both ways in turn.

    The rival searches a narrow table in memory of what is found by; a stroke counts three times by
    us and the middle one is kept, for a scan takes as long as any hiccup.
    """
    from phonebank.services.campaigns import open_campaign
    from phonebank.services.looking_up import find_electors
    from phonebank.services.signing_in import sign_in
    from phonebank.store.database import connect

    seconds: dict[str, list[float]] = {"ours": [], "like": []}
    slowest = (0.0, "")
    with closing(open_campaign(Path(campaign), passphrase)) as db:
        actor = sign_in(db)
        with closing(connect(db.path, db.key)) as bare:
            wanted = list(_wanted(bare, persons))
            _make_flat(bare)
            _check(db, actor, bare, wanted)
            for stroke in dict.fromkeys(it for _, text in wanted for it in typed(text)):
                scan = f"%{stroke}%"
                seconds["like"].append(timed(partial(_like, bare, scan)))
                took = median(timed(partial(find_electors, db, actor, stroke)) for _ in range(3))
                seconds["ours"].append(took)
                slowest = max(slowest, (took, stroke))
    return Report(seconds=seconds, facts={"slowest": slowest[1]})


def _like(bare: Any, scan: str) -> None:
    bare.execute(LIKE, (scan,)).fetchall()


def _make_flat(bare: Any) -> None:
    """What electors are found by, as plain text in a table of this connection alone."""
    bare.execute("PRAGMA temp_store = MEMORY")
    bare.execute(
        "CREATE TEMP TABLE flat AS SELECT id, name_key AS name, "
        "lower(membership_number) AS number, lower(postcode) AS postcode, "
        "(SELECT group_concat(replace(e164, '+44', '0'), ' ') FROM phone_number "
        "WHERE elector_id = elector.id) AS digits FROM elector"
    )


def _wanted(bare: Any, persons: int) -> Iterator[tuple[int, str]]:
    """Persons and what is typed to find them: a name either way, a number's end, a postcode."""
    asked = (
        "SELECT id, first_name, last_name, postcode, membership_number, (SELECT min(e164) FROM "
        "phone_number WHERE elector_id = elector.id) FROM elector ORDER BY id"
    )
    rows = bare.execute(asked).fetchall()
    chosen = random.Random(7).sample(rows, min(persons, len(rows)))
    for at, (elector, first, last, postcode, number, e164) in enumerate(chosen):
        tail = e164[-6:] if e164 else number
        texts = [last, f"{first} {last}", f"{last} {first[:3]}", tail, postcode, number]
        yield elector, texts[at % len(texts)].lower()


def _check(db: Any, actor: Any, bare: Any, wanted: Sequence[tuple[int, str]]) -> None:
    """For a text typed to its end: nobody whom LIKE misses, and by digits everybody with a number.

    LIKE finds parts within words and membership numbers too, so it finds more, and only of few is
    everybody shown.
    """
    from phonebank.services.looking_up import find_electors

    for elector, text in wanted:
        ours = {found.id for found in find_electors(db, actor, text)}
        likes = " AND ".join(
            f"(name || ' ' || number || ' ' || postcode || ' ' || coalesce(digits, '')) "
            f"LIKE '%' || ?{at} || '%'"
            for at in range(1, len(text.split()) + 1)
        )
        words = [_folded(word) for word in text.split()]
        theirs = {row[0] for row in bare.execute(f"SELECT id FROM flat WHERE {likes}", words)}
        if len(ours) < SHOWN and elector not in ours:
            raise Unequal(f"“{text}” does not find the elector who was looked for")
        if text.startswith("44"):
            continue  # which we read as the country too, and LIKE does not
        if not ours <= theirs:
            raise Unequal(f"“{text}” finds {len(ours - theirs)} whom LIKE does not")
        if text.isdigit() and len(ours) < SHOWN:
            by_digits = "SELECT id FROM flat WHERE digits LIKE '%' || ? || '%'"
            rung = {row[0] for row in bare.execute(by_digits, (text,))}
            check_equal(f"found by “{text}” and not by us", rung - ours, set())


def _folded(word: str) -> str:
    from phonebank.domain.electors import name_key

    return name_key(word)
