"""The tables of the charts: words and figures as everywhere else."""

from phonebank.domain.insight import TrendTest
from phonebank.domain.insight_sheets import sheet_of
from tests.gui.charts import findings


def test_a_trend_downwards_has_the_minus_of_every_other_figure() -> None:
    found = findings.attempts(test=TrendTest(z=-14.2, p=0.00001, strata=12))
    assert any("z \u221214.20, p" in note for note in sheet_of(found).notes)
