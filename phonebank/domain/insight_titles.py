"""What each insight is called: in one line over its chart, and shorter as a sheet of a workbook."""

from collections.abc import Mapping
from typing import NamedTuple

from phonebank.domain.insight import (
    Attempts,
    CallerEffects,
    Found,
    Insight,
    Projection,
    Reach,
    Reasons,
    Sections,
    Switching,
    Trend,
    Undecided,
)


class Title(NamedTuple):
    """`sheet` has room on the tab of a page, `chart` says what is seen."""

    sheet: str
    chart: str


TITLES: Mapping[Insight, Title] = {
    Insight.TREND: Title("Trend", "Trend, seven days at a time"),
    Insight.SWITCHING: Title("Switching", "Switching, last vote to now"),
    Insight.UNDECIDED: Title("Undecided", "Where last week’s undecided went"),
    Insight.REASONS: Title("Reasons", "Reasons by candidate"),
    Insight.ATTEMPTS: Title("First contact", "Answers by attempt of first contact"),
    Insight.SECTIONS: Title("Sections and affiliates", "Lead by section and affiliate"),
    Insight.PROJECTION: Title("Projection", "Projection beside outside polls"),
    Insight.CALLERS: Title("Callers", "What callers heard on the same lists"),
    Insight.REACH: Title("Reach", "Reach, and what more calls would bring"),
}
_WITH_RESULT = "Projection beside polls and the result"
_KINDS: Mapping[type[Found], Insight] = {
    Trend: Insight.TREND,
    Switching: Insight.SWITCHING,
    Undecided: Insight.UNDECIDED,
    Reasons: Insight.REASONS,
    Attempts: Insight.ATTEMPTS,
    Sections: Insight.SECTIONS,
    Projection: Insight.PROJECTION,
    CallerEffects: Insight.CALLERS,
    Reach: Insight.REACH,
}


def kind_of(found: Found) -> Insight:
    """Which of the insights this is."""
    return _KINDS[type(found)]


def sheet_title(found: Found) -> str:
    """What the table of a finding is called."""
    return TITLES[kind_of(found)].sheet


def chart_title(found: Found) -> str:
    """What stands over the chart of a finding."""
    if isinstance(found, Projection) and found.whole.declared:
        return _WITH_RESULT
    return TITLES[kind_of(found)].chart
