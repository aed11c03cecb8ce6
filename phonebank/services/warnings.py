"""What must be said beside a canvass before anybody quotes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain import figures
from phonebank.domain.canvass import ANSWER_FIELDS
from phonebank.domain.canvass_sheet import canvass_sheet
from phonebank.domain.reports import share_printed
from phonebank.domain.verdicts import Verdict
from phonebank.services.insight_asking import asking
from phonebank.services.insight_bias import warned_of_attempts
from phonebank.services.insight_warnings import LITTLE, coverage_words
from phonebank.store import reported

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from phonebank.domain.canvass import CanvassRow, CanvassTable
    from phonebank.domain.permits import Actor
    from phonebank.domain.reports import PollLine
    from phonebank.domain.sheet import Sheet
    from phonebank.services.insight_asking import Asked
    from phonebank.store.database import Database


def warned_sheet(db: Database, actor: Actor, table: CanvassTable) -> Sheet:
    """The canvass as screen, files and terminal show it: its warning is part of the table."""
    with asking(db, actor, table.as_of, table.where) as asked:
        return sheet_with_warning(asked, table)


def sheet_with_warning(asked: Asked, table: CanvassTable) -> Sheet:
    """`warned_sheet`, beside other questions of the same electors."""
    warning = _warning(asked, table)
    return replace(canvass_sheet(table), notes=(warning,) if warning else ())


def _warning(asked: Asked, table: CanvassTable) -> str | None:
    """What is wrong in one sentence, then the figures that prove it; None where nothing is.

    An outside poll of everybody that differs by more than our margin comes before low coverage,
    and last that the hard to reach answer otherwise.
    """
    total = table.total
    if not total.tally.stated:
        return None
    if total.verdict is Verdict.TOO_FEW:
        return f"Too few to say. {_coverage(total)}."
    late = [it.sentence for it in warned_of_attempts(asked)]
    against = _poll_against(_polls(asked), table)
    is_little = total.tally.coverage is not None and total.tally.coverage < LITTLE
    if against is None:
        said = [f"Coverage is low. {_coverage(total)}."] if is_little else []
        return " ".join([*said, *late]) or None
    more = [f"{_coverage(total)}."] if is_little else []
    said = [f"Do not quote the {figures.points(total.lead)} alone. {against}."]
    return " ".join([*said, *more, *late])


def _coverage(row: CanvassRow) -> str:
    return coverage_words(row.tally.stated, row.tally.roll or 0)


def _polls(asked: Asked) -> Sequence[PollLine]:
    """Those that compare: what others found of everybody says nothing of some places alone."""
    is_of_all = set(asked.where) <= set(ANSWER_FIELDS)
    return reported.polls(asked.session) if is_of_all else ()


def _poll_against(polls: Sequence[PollLine], table: CanvassTable) -> str | None:
    """The latest outside poll of everybody, if it differs from ours by more than our margin."""
    of_all = [(poll, lead) for poll in polls if (lead := _lead_among_all(poll, table)) is not None]
    if not of_all or table.total.lead is None:
        return None
    poll, lead = max(of_all, key=lambda pair: pair[0].published)
    if abs(table.total.lead - lead) <= (table.total.margin or 0):
        return None
    return f"{poll.pollster}, {_day(poll.published, table)}: {_standing(table.ours, lead)}"


def _lead_among_all(poll: PollLine, table: CanvassTable) -> Fraction | None:
    """Our lead in a poll as printed; None for one of a section, or without our share."""
    if poll.section is not None:
        return None
    shares = {who: share_printed(text) for who, text in poll.figures.items()}
    ours = shares.pop(table.ours, None)
    rivals = [share for share in shares.values() if share is not None]
    return ours - max(rivals) if ours is not None and rivals else None


def _standing(ours: str, lead: Fraction) -> str:
    if lead == 0:
        return f"{ours} level"
    points = f"{float(abs(lead) * 100):g}"
    return f"{ours} {points} {'ahead' if lead > 0 else 'behind'}"


def _day(published: date, table: CanvassTable) -> str:
    year = "" if published.year == table.as_of.year else f" {published.year}"
    return f"{published.day} {published:%b}{year}"
