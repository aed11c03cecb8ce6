"""Each insight has one name for its chart and a short one for its sheet, told in one place."""

import pytest

from phonebank.domain.insight import Insight
from phonebank.domain.insight_sheets import sheet_of
from phonebank.domain.insight_titles import TITLES, chart_title, kind_of, sheet_title
from tests.gui.charts import findings

LONGEST_TAB = 31  # characters that a workbook allows


@pytest.mark.parametrize("name", list(findings.ALL))
def test_a_finding_and_its_table_are_called_by_their_insight(name: str) -> None:
    found = findings.ALL[name]
    assert kind_of(found) is Insight(name)
    assert sheet_of(found).title == sheet_title(found) == TITLES[Insight(name)].sheet


def test_titles_differ_and_those_of_sheets_fit_a_tab() -> None:
    assert set(TITLES) == set(Insight)
    assert len({title.chart for title in TITLES.values()}) == len(Insight)
    assert len({title.sheet for title in TITLES.values()}) == len(Insight)
    assert max(len(title.sheet) for title in TITLES.values()) <= LONGEST_TAB


def test_a_declared_result_is_named_over_the_projection() -> None:
    assert chart_title(findings.projection()) == "Projection beside polls and the result"
    before = findings.projection(is_declared=False)
    assert chart_title(before) == TITLES[Insight.PROJECTION].chart
