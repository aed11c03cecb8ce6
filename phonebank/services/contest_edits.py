"""Changing the contest of a campaign while it runs, and putting a finished one away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.contest_edits import ContestEdit, InUse, edit_of
from phonebank.domain.contest_rules import check_contest
from phonebank.domain.errors import InputRefused
from phonebank.domain.figures import count
from phonebank.domain.permits import Actor, Right, require
from phonebank.store import audit, contest, contest_edits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from sqlalchemy.orm import Session

    from phonebank.domain.contest import Contest
    from phonebank.domain.contest_edits import Edited
    from phonebank.store.database import Database

EVERYTHING = Topic.CONTEST | Topic.ELECTORS | Topic.CALLS | Topic.REPORTED


def contest_in_use(db: Database, actor: Actor) -> InUse:
    """How often each candidate, section, affiliate, previous vote and reason is used."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.read() as session:
        return contest_edits.in_use(session)


def change_contest(db: Database, actor: Actor, edit: ContestEdit, now: datetime) -> Done[Contest]:
    """Keep the contest as it is wanted; InputRefused in a sentence, and then nothing changes.

    A candidate or a previous vote keeps its short name, which stands in calls; nothing that calls,
    electors or reports use may go.
    """
    require(actor, Right.RUN_CAMPAIGN)
    check_contest(edit.contest(), _refused)
    with db.write() as session:
        _check_kept(session, edit)
        before = _document(edit_of(contest.contest(session)))
        contest_edits.save(session, edit)
        after = _document(edit)
        changed = {name for name in after if before[name] != after[name]}
        audit.add(
            session,
            actor.caller_id,
            now,
            "contest changed",
            None,
            {name: before[name] for name in changed},
            {name: after[name] for name in changed},
        )
        return Done(contest.contest(session), EVERYTHING)


def archive_campaign(db: Database, actor: Actor, now: datetime) -> Done[None]:
    """Put a finished campaign away: from then on it can be read and exported, not changed."""
    return _archive(db, actor, now, now)


def take_up_again(db: Database, actor: Actor, now: datetime) -> Done[None]:
    """Let an archived campaign be changed again."""
    return _archive(db, actor, now, None)


def archived_at(db: Database) -> datetime | None:
    """Since when the campaign is archived; None for one that is not."""
    with db.read() as session:
        return contest_edits.archived_at(session)


def _archive(db: Database, actor: Actor, now: datetime, at: datetime | None) -> Done[None]:
    require(actor, Right.ARCHIVE)
    with db.write() as session:
        was = contest_edits.archived_at(session)
        if (was is None) == (at is None):
            what = "archived already" if at else "not archived"
            raise InputRefused(f"This campaign is {what}.", kept="Nothing was changed.")
        contest_edits.archive(session, at)
        done = "campaign archived" if at else "campaign taken up again"
        audit.add(session, actor.caller_id, now, done, None, {}, {})
    return Done(None, EVERYTHING)


def _check_kept(session: Session, edit: ContestEdit) -> None:
    used, now = contest_edits.in_use(session), edit_of(contest.contest(session))
    for what, wanted, held, counts, is_fixed in (
        ("candidate", edit.candidates, now.candidates, used.candidates, True),
        ("section", edit.sections, now.sections, used.sections, False),
        ("affiliate", edit.affiliates, now.affiliates, used.affiliates, False),
        ("previous vote", edit.previous, now.previous, used.previous, True),
        ("reason", edit.reasons, now.reasons, used.reasons, False),
    ):
        _check_none_gone(what, wanted, [str(line.was) for line in held], counts)
        if is_fixed:
            _check_shorts(what, wanted)


def _check_none_gone(
    what: str, wanted: Sequence[Edited[Any]], held: Sequence[str], counts: Mapping[str, int]
) -> None:
    kept = [line.was for line in wanted if line.was is not None]
    unknown = set(kept).difference(held)
    if unknown or len(kept) != len(set(kept)):
        raise InputRefused(
            f"Somebody else changed the {what}s meanwhile.",
            kept="Nothing was changed.",
            next_step="Look at the contest again and repeat your change.",
        )
    for name in held:
        if name not in kept and counts.get(name):
            raise InputRefused(
                f"The {what} “{name}” is used {count(counts[name])} times and cannot go.",
                kept="Nothing was changed.",
                next_step="Give it another name, or leave it.",
            )


def _check_shorts(what: str, wanted: Sequence[Edited[Any]]) -> None:
    for was, line in wanted:
        if was is not None and line.short != was:
            raise InputRefused(
                f"The short name of the {what} “{was}” stands in calls and stays as it is.",
                kept="Nothing was changed.",
                next_step="Change the full name instead.",
            )


def _refused(why: str) -> InputRefused:
    return InputRefused(f"The contest cannot be so: {why}.", kept="Nothing was changed.")


def _document(edit: ContestEdit) -> dict[str, Any]:
    """The contest in words, for the audit."""
    contest = edit.contest()
    return {
        "name": contest.name,
        "title": contest.title,
        "ballots_open": contest.ballots_open.isoformat(),
        "ballots_close": contest.ballots_close.isoformat(),
        "result_on": str(contest.result_on or ""),
        "thresholds": str(contest.thresholds),
        "candidates": [list(line) for line in contest.candidates],
        "sections": [
            [section.name, [[*map(str, size)] for size in section.sizes]]
            for section in contest.sections
        ],
        "affiliates": [list(line) for line in contest.affiliates],
        "previous": [list(line) for line in contest.previous],
        "reasons": [list(line) for line in contest.reasons],
    }
