"""Changes that an organiser makes to one elector by hand, each with its line in the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.calls import PREVIOUS_NOT_NAMED
from phonebank.domain.changes import Done, Topic
from phonebank.domain.corrections import LABELS, Corrected, EditField
from phonebank.domain.names import cleaned
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.phones import as_spoken, parse_numbers
from phonebank.services.facts_by_hand import Typed, opened
from phonebank.services.suppressing import (
    add_follow_up,
    finish_follow_up,
    lift_number,
    lift_suppression,
    suppress,
    suppress_number,
)
from phonebank.store import audit, contest, elector_work, places
from phonebank.store import elector_edits as edits
from phonebank.store.roll import StoredNumber

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.electors import AuditRow
    from phonebank.store.database import Database

__all__ = [
    "add_follow_up",
    "audit_of",
    "correct_elector",
    "edit_fields",
    "facts_to_edit",
    "finish_follow_up",
    "lift_number",
    "lift_suppression",
    "move",
    "set_numbers",
    "set_tags",
    "suppress",
    "suppress_number",
]

SAME_NUMBER = "The same number stands twice and is kept once."
NOT_IN_THE_FORM = frozenset({"numbers", "tags", "do_not_call"})


def edit_fields(db: Database, actor: Actor) -> Sequence[EditField]:
    """The fields of the form that `correct_elector` takes, with the choices of this campaign."""
    require(actor, Right.CORRECT)
    with db.read() as session:
        told = contest.contest(session)
        voted = [choice.short for choice in told.previous]
        choices = {
            "constituency": tuple(places.constituency_names(session)),
            "section": ("", *(section.name for section in told.sections)),
            "affiliate": ("", *sorted(affiliate.name for affiliate in told.affiliates)),
            "eligible": ("yes", "no"),
            "previous_vote": ("", *voted, *PREVIOUS_NOT_NAMED),
        }
    names = (name for name in LABELS if name not in NOT_IN_THE_FORM)
    return [EditField(name, LABELS[name], choices.get(name, ())) for name in names]


def facts_to_edit(db: Database, actor: Actor, elector_id: int) -> Mapping[str, str]:
    """An elector's facts as the form shows them, by the names of `edit_fields`."""
    require(actor, Right.CORRECT)
    with db.read() as session:
        opened(session, elector_id)
        return edits.facts(session, elector_id)


def correct_elector(
    db: Database, actor: Actor, elector_id: int, facts: Mapping[str, str], now: datetime
) -> Done[Corrected]:
    """Set facts; what is not given or not different stays.

    InputRefused, with nothing changed, for a fact that cannot be.
    """
    return _correct(db, actor, elector_id, facts, now, "corrected")


def move(
    db: Database, actor: Actor, elector_id: int, constituency: str, now: datetime
) -> Done[Corrected]:
    """Move an elector to another constituency, by any name it goes by."""
    return _correct(db, actor, elector_id, {"constituency": constituency}, now, "moved")


def _correct(
    db: Database,
    actor: Actor,
    elector_id: int,
    facts: Mapping[str, str],
    now: datetime,
    action: str,
) -> Done[Corrected]:
    require(actor, Right.CORRECT)
    with db.write() as session:
        opened(session, elector_id)
        before = edits.facts(session, elector_id)
        typed = Typed(session, elector_id, now)
        typed.take(before, facts)
        edits.set_columns(session, elector_id, typed.columns)
        after = edits.facts(session, elector_id)
        changed = tuple(name for name in before if before[name] != after[name])
        _note(session, actor, elector_id, now, action, before, after)
    return _done(changed, typed.notices)


def set_numbers(
    db: Database, actor: Actor, elector_id: int, texts: Sequence[str], now: datetime
) -> Done[Corrected]:
    """Replace the elector's numbers, each as written; an unusable one is kept, with a notice."""
    require(actor, Right.CORRECT)
    numbers, notices = _numbers_in(texts)
    with db.write() as session:
        opened(session, elector_id)
        before = {"numbers": ", ".join(edits.written_numbers(session, elector_id))}
        after = {"numbers": ", ".join(number.written for number in numbers)}
        if before != after:
            edits.set_numbers(session, elector_id, numbers)
            _note(session, actor, elector_id, now, "corrected", before, after)
    return _done(("numbers",) if before != after else (), notices)


def _numbers_in(texts: Sequence[str]) -> tuple[list[StoredNumber], list[str]]:
    """The numbers of several texts, none twice, and what was found on the way."""
    numbers: dict[str, StoredNumber] = {}
    notices: list[str] = []
    for text in filter(None, map(_visible, texts)):
        parsed = parse_numbers(text)
        for e164, kind, notice, extension in parsed:
            written = as_spoken(e164) if e164 and len(parsed) > 1 else text
            told = SAME_NUMBER if (e164 or written) in numbers else notice
            notices += [f"{text}: {told}"] if told else []
            stored = StoredNumber(written, e164, kind, extension)
            numbers.setdefault(e164 or written, stored)
    return list(numbers.values()), notices


def set_tags(
    db: Database, actor: Actor, elector_id: int, tags: Sequence[str], now: datetime
) -> Done[Corrected]:
    """Set the words that organisers know the elector by; case tells no two of them apart."""
    require(actor, Right.CORRECT)
    wanted = {tag.casefold(): tag for tag in map(_visible, tags) if tag}
    with db.write() as session:
        opened(session, elector_id)
        before = elector_work.tags(session, elector_id)
        after = sorted(wanted.values())
        if before != after:
            edits.set_tags(session, elector_id, after)
            told = {"tags": ", ".join(before)}, {"tags": ", ".join(after)}
            _note(session, actor, elector_id, now, "corrected", *told)
    return _done(("tags",) if before != after else (), ())


def audit_of(db: Database, actor: Actor, elector_id: int) -> Sequence[AuditRow]:
    """What was changed by hand of this elector, newest first."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        return audit.of_elector(session, elector_id)


def _note(
    session: Session,
    actor: Actor,
    elector_id: int,
    now: datetime,
    action: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
) -> None:
    """Keep what is different now in the audit, and let nothing that follows from it lag behind."""
    changed = [name for name in before if before[name] != after[name]]
    if changed:
        was, became = ({name: side[name] for name in changed} for side in (before, after))
        audit.add(session, actor.caller_id, now, action, elector_id, was, became)
        edits.settle(session, elector_id, changed, contest.outcomes(session))


def _done(changed: tuple[str, ...], notices: Iterable[str]) -> Done[Corrected]:
    topics = Topic.ELECTORS if changed else Topic(0)
    return Done(Corrected(changed, tuple(notices)), topics)


def _visible(text: str) -> str:
    visible, _ = cleaned(text.encode("utf-8", "replace").decode())
    return " ".join(visible.split())
