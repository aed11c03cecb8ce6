"""What others say, kept as they said it, and the figures that can be read from it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from phonebank.domain.canvass import ReportedFigure
from phonebank.domain.verdicts import Thresholds, verdict_of_lead

PERCENTAGE = re.compile(r"\d{1,3}(\.\d{1,9})?", re.ASCII)


class PrintedCanvass(NamedTuple):
    """A reported canvass with its figures as printed, an empty text where none was given."""

    places: Sequence[str]
    printed_places: str
    canvasser: str
    told_by: str
    reported_on: date
    figures: Mapping[str, str]
    undecided: str
    refused: str
    coverage: str
    words: str
    source: str
    id: int = 0


class PollLine(NamedTuple):
    """One line of an outside poll, percentages as printed; no section means everybody."""

    pollster: str
    client: str
    published: date
    section: str | None
    stated: int | None
    figures: Mapping[str, str]
    undecided: str
    source: str
    fieldwork_from: date | None = None
    fieldwork_to: date | None = None
    id: int = 0


class EndorsementLine(NamedTuple):
    body: str
    kind: str
    candidate: str
    method: str
    votes_for: int | None
    votes_against: int | None
    electorate: int | None
    decided_on: date | None
    source: str
    id: int = 0


class DeclaredLine(NamedTuple):
    """Votes declared in a section, or in all."""

    section: str | None
    votes: Mapping[str, int]
    spoilt: int | None
    electorate: int | None
    declared_on: date
    source: str
    id: int = 0


class KnownMp(NamedTuple):
    """Whose seat a constituency is; `id` is the constituency's."""

    constituency: str
    mp: str
    id: int


def mp_named(canvasser: str, places: int) -> str:
    """The MP of the one place whose canvass is theirs, by name; empty where that cannot be said."""
    return canvasser if places == 1 and canvasser.endswith(" MP") else ""


def remark_on(figures: Mapping[str, str], undecided: str) -> str:
    """What a reader must know before comparing printed shares: odd sums, missing answers."""
    given = [share for text in (*figures.values(), undecided) if (share := share_printed(text))]
    if not given:
        return "no figures"
    remarks = [] if sum(given) == 1 else [f"sums to {float(sum(given) * 100):g}"]
    return ", ".join([*remarks, *([] if undecided else ["undecided not given"])])


def share_printed(text: str) -> Fraction | None:
    """A percentage as printed ("46", "46%", "46.5") as a fraction; None where none was given.

    ValueError for anything else; no other way of writing a number is tried, since some of those
    ("1e999999999") take for ever.
    """
    bare = text.strip().removesuffix("%").strip()
    if not bare:
        return None
    if not PERCENTAGE.fullmatch(bare) or Fraction(bare) > 100:
        raise ValueError(f"“{text}” is not a percentage")
    return Fraction(bare) / 100


def figure_of(told: PrintedCanvass, ours: str, thresholds: Thresholds) -> ReportedFigure:
    """Read the printed figures: lead and verdict by the lead alone, or the words that were said."""
    shares = {
        short: share
        for short, text in told.figures.items()
        if (share := share_printed(text)) is not None
    }
    lead = _lead(shares, ours)
    verdict = told.words if lead is None else verdict_of_lead(lead, thresholds).value
    return ReportedFigure(
        places=told.places,
        canvasser=told.canvasser,
        told_by=told.told_by,
        reported_on=told.reported_on,
        shares=shares,
        undecided=share_printed(told.undecided),
        refused=share_printed(told.refused),
        coverage=share_printed(told.coverage),
        words=told.words,
        source=told.source,
        lead=lead,
        verdict=verdict,
    )


def _lead(shares: Mapping[str, Fraction], ours: str) -> Fraction | None:
    others = [share for short, share in shares.items() if short != ours]
    return shares[ours] - max(others) if ours in shares and others else None
