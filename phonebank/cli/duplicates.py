"""The command that lists electors who may be one person, merges them or keeps them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import progress
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.errors import WrongUse
from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.services import duplicates as service
from phonebank.services.duplicates import Decision

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence

    from phonebank.cli.documents import Document
    from phonebank.cli.opening import Opened
    from phonebank.domain.duplicates import DuplicateElector, DuplicatePair

COLUMNS = (
    Column("first", "Elector", Kind.TEXT),
    Column("other", "May be", Kind.TEXT),
    Column("postcode", "Postcode", Kind.TEXT),
    Column("why", "Why", Kind.TEXT),
    Column("score", "Likeness", Kind.COUNT),
)
DONE: Mapping[Decision, str] = {
    Decision.MERGED: "{0} and {1} are one person; {0} stays on the roll.",
    Decision.KEPT_APART: "{0} and {1} are two persons.",
}
UNDONE: Mapping[Decision, str] = {
    Decision.MERGED: "{0} and {1} are two electors again.",
    Decision.KEPT_APART: "{0} and {1} are to be decided again.",
}


def duplicates(args: Namespace) -> Answer:
    asked = [name for name in ("merge", "keep", "undo") if getattr(args, name)]
    if len(asked) > 1:
        raise WrongUse("Only one of --merge, --keep and --undo can be done at a time.")
    with opened(args) as it:
        if asked:
            return _decide(it, asked[0], getattr(args, asked[0]))
        with progress.bar("Comparing electors", hidden=args.json) as report:
            found = service.possible_duplicates(it.db, it.actor, report)
    counts = {
        "pairs": len(found.pairs),
        "merged": found.merged,
        "kept_apart": found.kept_apart,
    }
    document = {"pairs": [_pair(pair) for pair in found.pairs], "counts": counts}
    said = f"{len(found.pairs)} pairs may be one person each."
    done = f"Decided so far: {found.merged} merged, {found.kept_apart} kept apart."
    return Answer(document, [_sheet(found.pairs)] * bool(found.pairs) + [said, done])


def _decide(it: Opened, asked: str, numbers: Sequence[str]) -> Answer:
    one, other = service.ids_of(it.db, it.actor, numbers)
    act = {"merge": service.merge, "keep": service.keep_apart, "undo": service.undo}[asked]
    decided = act(it.db, it.actor, one, other, it.now).value
    kept, merged = numbers if decided.kept == one else reversed(numbers)
    document: Document = {
        "decision": decided.decision.value,
        "undone": asked == "undo",
        "electors": [kept, merged],
    }
    said = (UNDONE if asked == "undo" else DONE)[decided.decision].format(kept, merged)
    return Answer(document, [said])


def _pair(pair: DuplicatePair) -> Document:
    return {
        "electors": [_elector(elector) for elector in pair.electors],
        "why": pair.why,
        "score": pair.score,
    }


def _elector(elector: DuplicateElector) -> Document:
    return {
        "membership_number": elector.membership_number,
        "name": elector.name,
        "postcode": elector.postcode,
        "constituency": elector.constituency,
    }


def _sheet(pairs: Sequence[DuplicatePair]) -> Sheet:
    rows = []
    for pair in pairs:
        first, other = (f"{it.membership_number} {it.name}" for it in pair.electors)
        rows.append(Row((first, other, pair.electors[0].postcode, pair.why, pair.score)))
    return Sheet("Possible duplicates", "", COLUMNS, rows)
