"""What the map says of a seat and of its colours, in words."""

from collections.abc import Sequence

from phonebank.domain import figures
from phonebank.domain.figures import percent
from phonebank.domain.outcomes import UNDECIDED
from phonebank.domain.verdicts import Thresholds, Verdict
from phonebank.gui.pages.canvass.cells import verdict_words
from phonebank.gui.pages.canvass.standings import CanvassMap, MapSeat, Standing
from phonebank.gui.pages.canvass.subjects import Subject
from phonebank.gui.pages.canvass.words import stated_of_roll

NOBODY_THERE = "Nobody on the roll that is counted here."


def said_of(seat: MapSeat) -> str:
    """The tooltip of a seat: its name, the figures, and what they rest on, a line each."""
    subject, place = seat.subject, f"{seat.seat.name}, {seat.seat.region}"
    if subject is None:
        return f"{place}\n{NOBODY_THERE}"
    lines = [place, _lead(subject), _shares(subject), _rests_on(subject)]
    return "\n".join(line for line in lines if line)


def spoken_of(seat: MapSeat) -> str:
    """The same as a sentence for a screen reader."""
    return ". ".join(part.rstrip(".") for part in said_of(seat).split("\n")) + "."


def left_out_words(data: CanvassMap) -> str:
    """Which places of the table have no cell, empty where all have one."""
    names = data.left_out
    if not names:
        return ""
    if len(names) == 1:
        return f"{names[0]} is not on the map: it is no seat of 2010 to 2024."
    shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    places = f"{figures.count(len(names))} places are not on the map"
    return f"{places}: they are no seats of 2010 to 2024 ({shown})."


def key_words(standing: Standing, thresholds: Thresholds) -> tuple[str, str]:
    """A line of the map's key: what it is called, and from which lead to which."""
    if standing == Standing():
        return "No electors", ""
    if standing.is_reported:
        return "Reported only", ""
    verdict = standing.verdict
    if verdict is Verdict.TOO_FEW:
        return "Too few to say", f"under {thresholds.too_few_stated} or {_least(thresholds)}"
    if verdict is Verdict.NECK_AND_NECK or verdict is None:
        return "Neck and neck", "within the margin"
    sign = "+" if verdict.side > 0 else figures.MINUS
    return _said(verdict), _between(verdict, sign, thresholds)


def _said(verdict: Verdict) -> str:
    return verdict.value[:1].upper() + verdict.value[1:]


def _between(verdict: Verdict, sign: str, thresholds: Thresholds) -> str:
    narrow, comfortable = (
        figures.rounded(limit * 100) for limit in (thresholds.narrowly, thresholds.comfortably)
    )
    if "comfortably" in verdict.value:
        return f"from {sign}{comfortable}"
    if "narrowly" in verdict.value:
        return f"under {sign}{narrow}"
    return f"{sign}{narrow} to {sign}{comfortable}"


def _least(thresholds: Thresholds) -> str:
    return percent(thresholds.too_little_coverage)


def _lead(subject: Subject) -> str:
    margin = f" {figures.plus_minus(subject.margin)}" if subject.margin is not None else ""
    lead = f"{figures.points(subject.lead)}{margin}" if subject.lead is not None else ""
    return ", ".join(part for part in (verdict_words(subject), lead) if part)


def _shares(subject: Subject) -> str:
    given = [
        f"{'undecided' if who == UNDECIDED else who} {percent(share)}"
        for who, share in subject.shares.items()
        if share is not None
    ]
    return ", ".join(given)


def _rests_on(subject: Subject) -> str:
    told = subject.told
    if told is None:
        return stated_of_roll(subject.row)
    parts: Sequence[str] = [f"Reported by {told.told}", told.remark()]
    return ", ".join(part for part in parts if part)
