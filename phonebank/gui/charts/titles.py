"""What each chart is called, before and after there are figures for it."""

from collections.abc import Mapping

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

TITLES: Mapping[Insight, str] = {
    Insight.TREND: "Trend",
    Insight.SWITCHING: "Switching, last vote to now",
    Insight.UNDECIDED: "Where last week’s undecided went",
    Insight.REASONS: "Reasons by candidate",
    Insight.ATTEMPTS: "Answers by attempt of first contact",
    Insight.SECTIONS: "Lead by section and affiliate",
    Insight.PROJECTION: "Projection beside outside polls",
    Insight.CALLERS: "What callers heard on the same lists",
    Insight.REACH: "Reach, and what more calls would bring",
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


def title_of(found: Found) -> str:
    """What stands over the chart of a finding."""
    if isinstance(found, Projection) and found.whole.declared:
        return _WITH_RESULT
    return TITLES[kind_of(found)]
