"""Findings with plausible figures, one builder for each chart."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import sin, sqrt
from typing import Any

from phonebank.domain.canvass import By, CanvassRow, CanvassTable, Interval
from phonebank.domain.insight import (
    AttemptGroup,
    AttemptRate,
    Attempts,
    CallerEffect,
    CallerEffects,
    Effort,
    Estimate,
    Forecast,
    Found,
    Ladder,
    PanelChange,
    PollGap,
    Projected,
    Projection,
    Reach,
    ReasonCount,
    Reasons,
    Sections,
    Switching,
    Trend,
    TrendDay,
    TrendTest,
    Undecided,
    Warned,
)
from phonebank.domain.rates import Rates
from phonebank.domain.tallies import Tally
from phonebank.domain.verdicts import Verdict

OURS, RIVAL, UND = "Smith", "Corbyn", "undecided"
WHO = (OURS, RIVAL, UND)
SINCE = date(2016, 8, 23)
COMMON: Mapping[str, Any] = {
    "as_of": datetime(2016, 9, 21, 10, tzinfo=UTC),
    "where": {},
    "ours": OURS,
    "candidates": (OURS, RIVAL),
}
HARD = Warned(
    "hard-to-reach",
    "Harder-to-reach electors favour Smith: 34% at the first attempt, 54% at the fourth or later "
    "(trend p < 0.001). The unreached may differ again.",
)


def interval(share: Fraction | float, people: int) -> Interval:
    half = 1.96 * sqrt(float(share) * (1 - float(share)) / max(people, 1))
    return Interval(max(0.0, float(share) - half), min(1.0, float(share) + half))


def shares(*thousandths: int) -> dict[str, Fraction]:
    return {who: Fraction(n, 1000) for who, n in zip(WHO, thousandths, strict=True)}


def trend(days: int = 30, **fields: Any) -> Trend:
    made = []
    for n in range(days):
        stated = 300 + round(80 * sin(n * 1.7))
        ours = 320 + 80 * n // max(1, days - 1)
        week = shares(ours, 1000 - 140 - ours, 140)
        off = round(25 * sin(n * 2.1))
        made.append(
            TrendDay(
                day=SINCE + timedelta(days=n),
                stated=stated,
                shares=shares(ours + off, 860 - ours - 2 * off, 140 + off),
                week_stated=min(7, n + 1) * 300,
                week_shares=week,
                week_intervals={who: interval(it, min(7, n + 1) * 300) for who, it in week.items()},
                week_lead=week[OURS] - week[RIVAL],
                week_margin=0.03,
            )
        )
    base = "9 418 stated; 7-day share with 95% interval, dots are single days"
    caveat = "Day-to-day change includes whom we rang, not only changed minds."
    return Trend(**{**COMMON, "base": base, "caveat": caveat, "days": made, **fields})


MOVES = {
    ("Corbyn", "Smith"): 1010, ("Corbyn", "Corbyn"): 2900, ("Corbyn", UND): 610,
    ("Burnham", "Smith"): 560, ("Burnham", "Corbyn"): 240, ("Burnham", UND): 130,
    ("Cooper", "Smith"): 470, ("Cooper", "Corbyn"): 130, ("Cooper", UND): 120,
    ("Kendall", "Smith"): 210, ("Kendall", "Corbyn"): 20, ("Kendall", UND): 30,
    ("not-a-member", "Smith"): 1150, ("not-a-member", "Corbyn"): 880, ("not-a-member", UND): 340,
    ("did-not-vote", "Smith"): 20, ("did-not-vote", "Corbyn"): 30, ("did-not-vote", UND): 5,
    ("cant-recall", "Smith"): 324, ("cant-recall", "Corbyn"): 132, ("cant-recall", UND): 107,
}  # fmt: skip


def switching(people: Mapping[tuple[str, str], int] = MOVES, **fields: Any) -> Switching:
    before = list(dict.fromkeys(one for one, _ in people))
    return Switching(
        **{
            **COMMON,
            "base": "9 418 stated; the 2015 vote is as remembered on the call",
            "caveat": "Remembered votes drift towards the winner: read it as direction, not size.",
            "before": before,
            "now": WHO,
            "people": people,
            "net": {OURS: 0, RIVAL: -1010 + 240 + 130 + 20},
            **fields,
        }
    )


def undecided(**fields: Any) -> Undecided:
    people = {
        (UND, OURS): 84, (UND, RIVAL): 61, (UND, UND): 58, (UND, "wont-vote"): 9,
        (OURS, OURS): 301, (OURS, RIVAL): 14, (OURS, UND): 22,
        (RIVAL, RIVAL): 340, (RIVAL, OURS): 25, (RIVAL, UND): 18,
    }  # fmt: skip
    changes = {
        OURS: PanelChange(then=Fraction(337, 923), now=Fraction(410, 923),
                          change=Fraction(73, 923), interval=Interval(0.052, 0.106)),
        RIVAL: PanelChange(then=Fraction(383, 923), now=Fraction(415, 923),
                           change=Fraction(32, 923), interval=Interval(0.008, 0.061)),
        UND: PanelChange(then=Fraction(203, 923), now=Fraction(98, 923),
                         change=Fraction(-105, 923), interval=Interval(-0.141, -0.086)),
    }  # fmt: skip
    return Undecided(
        **{
            **COMMON,
            "base": "932 asked again since 14 Sep",
            "caveat": "Who answers twice is not everybody.",
            "since": datetime(2016, 9, 14, 10, tzinfo=UTC),
            "now": (*WHO, "wont-vote"),
            "people": people,
            "asked_again": 932,
            "not_asked_again": 3120,
            "undecided_not_asked": 431,
            "changes": changes,
            **fields,
        }
    )


def reason(name: str, people: int, gave: int) -> ReasonCount:
    share = Fraction(people, gave)
    return ReasonCount(
        reason=name, people=people, first=people // 2, share=share, interval=interval(share, gave)
    )


def reasons(**fields: Any) -> Reasons:
    ours = [("electability", 740), ("unity", 610), ("Brexit", 300), ("economy", 190),
            ("anti-Semitism", 60), ("local MP", 20)]  # fmt: skip
    theirs = [("democratic mandate", 820), ("principles", 640), ("anti-austerity", 410),
              ("unity", 120), ("NHS and public services", 90)]  # fmt: skip
    return Reasons(
        **{
            **COMMON,
            "base": "2 610 gave a reason, of 8 076 who named a candidate",
            "caveat": "Callers may tick what they hear most; several reasons per person.",
            "by_candidate": {
                OURS: [reason(name, n, 1240) for name, n in ours],
                RIVAL: [reason(name, n, 1370) for name, n in theirs],
            },
            "gave": {OURS: 1240, RIVAL: 1370},
            "together": {
                ("electability", "unity"): 412,
                ("democratic mandate", "principles"): 388,
                ("anti-austerity", "principles"): 204,
                ("Brexit", "electability"): 121,
                ("economy", "electability"): 88,
                ("Brexit", "unity"): 40,
            },
            **fields,
        }
    )


def attempts(unreached: bool = True, **fields: Any) -> Attempts:
    groups = []
    figures = [(1, 4870, 340, 530, 130), (2, 2514, 420, 430, 150), (3, 1318, 490, 340, 170),
               (4, 716, 540, 290, 170)]  # fmt: skip
    for attempt, stated, *three in figures:
        each = shares(*three)
        groups.append(
            AttemptGroup(
                attempt=attempt,
                stated=stated,
                counts={who: round(stated * share) for who, share in each.items()},
                shares=each,
                intervals={who: interval(share, stated) for who, share in each.items()},
            )
        )
    would = {
        OURS: Estimate(share=0.61, interval=Interval(0.52, 0.69)),
        RIVAL: Estimate(share=0.21, interval=Interval(0.14, 0.30)),
        UND: Estimate(share=0.18, interval=Interval(0.12, 0.26)),
    }
    return Attempts(
        **{
            **COMMON,
            "base": "9 418 stated, by the attempt at which each was first reached",
            "caveat": "Whiskers: 95%. Late attempts hold more affiliates.",
            "warnings": [HARD],
            "groups": groups,
            "test": TrendTest(z=14.2, p=0.00001, strata=12),
            "unreached": 18204,
            "unreached_shares": would if unreached else None,
            **fields,
        }
    )


def canvass_row(
    place: str | None, ours: int, rival: int, und: int, verdict: Verdict | None = None
) -> CanvassRow:
    tally = Tally(counts={OURS: ours, RIVAL: rival}, roll=(ours + rival + und) * 4, undecided=und)
    stated = tally.stated
    lead = tally.race(OURS).lead
    margin = None
    if lead is not None:
        spread = max(0.0, (ours + rival) / stated - float(lead) ** 2)
        margin = 1.96 * sqrt(spread / stated)
    too_few = Verdict.TOO_FEW if stated < 30 else Verdict.IN_FRONT
    return CanvassRow(
        place=place, tally=tally, ours=OURS, lead=lead, margin=margin,
        verdict=verdict or too_few,
        intervals={},
    )  # fmt: skip


def table(by: By, rows: Sequence[CanvassRow]) -> CanvassTable:
    total = canvass_row(None, 3744, 4332, 1342)
    return CanvassTable(
        as_of=COMMON["as_of"], by=by, where={}, base="", ours=OURS, candidates=(OURS, RIVAL),
        rows=rows, total=total,
    )  # fmt: skip


def sections(**fields: Any) -> Sections:
    by_section = [
        canvass_row("full member", 2800, 3390, 1000),
        canvass_row("affiliated supporter", 720, 560, 250),
        canvass_row("registered supporter", 224, 382, 92),
    ]
    affiliates = [
        canvass_row("GMB", 300, 120, 60),
        canvass_row("UNISON", 190, 210, 80),
        canvass_row("Unite", 110, 150, 50),
        canvass_row("Community", 80, 20, 11),
        canvass_row("Socialist Health Association and friends of it", 12, 4, 2),
    ]
    recruiters = [canvass_row(None, 3000, 3900, 1200), canvass_row("Saving Labour", 700, 60, 40)]
    return Sections(
        **{
            **COMMON,
            "base": "9 418 stated, latest answer each",
            "caveat": "Margin 95%; pale rows rest on too few.",
            "sections": table(By.SECTION, by_section),
            "affiliates": table(By.AFFILIATE, affiliates),
            "recruiters": table(By.SECTION, recruiters),
            **fields,
        }
    )


def projected(
    section: str | None,
    weighted: float,
    raw: int,
    half: float,
    poll: int | None,
    declared: int | None,
) -> Projected:
    polls = []
    result = Fraction(declared, 1000) if declared is not None else None
    if poll is not None:
        figure = Fraction(poll, 1000)
        polls.append(
            PollGap(
                pollster="YouGov", client="The Times", published=date(2016, 8, 30),
                figures={OURS: figure, RIVAL: 1 - figure},
                gap=float(figure - result) if result is not None else weighted - float(figure),
                is_after=result is not None,
            )
        )  # fmt: skip
    return Projected(
        section=section,
        stated=8076,
        effective_n=2660.0,
        design_effect=3.04,
        raw=shares(raw * 86 // 100, 860 - raw * 86 // 100, 140),
        weighted={OURS: weighted * 0.86, RIVAL: (1 - weighted) * 0.86, UND: 0.14},
        interval={},
        raw_named={OURS: Fraction(raw, 1000), RIVAL: 1 - Fraction(raw, 1000)},
        weighted_named={OURS: weighted, RIVAL: 1 - weighted},
        interval_named={OURS: Interval(weighted - half, weighted + half), RIVAL: None},
        polls=polls,
        declared={OURS: result, RIVAL: 1 - result} if result is not None else None,
        error=weighted - float(result) if result is not None else None,
    )


def projection(is_declared: bool = True, **fields: Any) -> Projection:
    rows = [
        (None, 0.471, 464, 0.019, 380, 382),
        ("full member", 0.502, 491, 0.023, 430, 410),
        ("affiliated supporter", 0.475, 462, 0.045, 380, 398),
        ("registered supporter", 0.396, 410, 0.045, 260, 301),
    ]
    made = [projected(*row[:5], row[5] if is_declared else None) for row in rows]
    return Projection(
        **{
            **COMMON,
            "base": "Smith’s share without undecided. Ours: 8 076 stated, effective 2 660",
            "caveat": "Gap: figure less declared result, before rounding. YouGov 25–29 Aug.",
            "whole": made[0],
            "sections": made[1:],
            **fields,
        }
    )


def caller(name: str, stated: int, share: int, expected: float, flagged: bool) -> CallerEffect:
    got = Fraction(share, 1000)
    half = 1.96 * sqrt(0.24 / stated)
    difference = float(got) - expected
    return CallerEffect(
        caller=name, stated=stated, share=got, expected=expected, difference=difference,
        interval=Interval(difference - half, difference + half), is_flagged=flagged,
    )  # fmt: skip


def callers(**fields: Any) -> CallerEffects:
    made = [
        caller("Ada Byron", 412, 404, 0.391, False),
        caller("Jo Winterbourne", 388, 560, 0.402, True),
        caller("Sam Field", 301, 370, 0.395, False),
        caller("Ruth Okafor", 244, 377, 0.388, False),
        caller("Vi Nandakumar-Fotheringham", 120, 430, 0.401, False),
        caller("Bob Lee", 31, 290, 0.41, False),
    ]
    warning = Warned(
        "callers-differ",
        "Callers differ on the same list by more than chance allows: Jo Winterbourne heard Smith "
        "56% where the same lists gave 40% (chi-square 38.2 on 5, p < 0.001).",
    )
    return CallerEffects(
        **{
            **COMMON,
            "base": "1 496 stated to 6 callers who shared lists",
            "caveat": "A caller who rings at another hour may reach other people.",
            "warnings": [warning],
            "callers": made,
            "chi_squared": 38.2,
            "degrees": 5,
            "p": 0.0000004,
            **fields,
        }
    )


def reach(**fields: Any) -> Reach:
    rates = [(1, 40210, 8040), (2, 22100, 3400), (3, 9080, 1110), (4, 3300, 290)]
    return Reach(
        **{
            **COMMON,
            "base": "667 842 electors on the roll",
            "caveat": "Supposes that those still to ring answer as those rung so far.",
            "as_of": datetime(2016, 9, 8, 19, tzinfo=UTC),
            "ladder": Ladder(
                roll=67842, calls=74690, attempted=40210, contacted=12840, stated=9418
            ),
            "rates": Rates(None, None, None, None, None),
            "attempts": [
                AttemptRate(attempt=n, rung=rung, reached=got, rate=Fraction(got, rung))
                for n, rung, got in rates
            ],
            "to_ring": 54200,
            "effort": Effort(
                callers=20, hours_a_day=3, calls_an_hour=15, cost_a_call=0.12,
                close=date(2016, 9, 21),
            ),
            "forecast": Forecast(
                days=13, calls=11700, reached=1980.4, stated=1480.2, coverage=0.1606, cost=1404.0,
                finished_on=None,
            ),
            **fields,
        }
    )  # fmt: skip


ALL: Mapping[str, Found] = {
    "trend": trend(),
    "switching": switching(),
    "undecided": undecided(),
    "reasons": reasons(),
    "attempts": attempts(),
    "sections": sections(),
    "projection": projection(),
    "callers": callers(),
    "reach": reach(),
}
