"""What several insights ask of the same electors is counted in one pass, and comes to the same."""

from collections import Counter
from datetime import timedelta

import pytest

from phonebank.domain.canvass import By
from phonebank.services.gathering import BESIDE
from phonebank.services.insight_asking import Asked, asking
from phonebank.services.insight_tables import insight_tables
from phonebank.services.tallying import tables_of
from phonebank.store.schema import Elector
from tests.conftest import MONDAY, Make
from tests.made_once import heard

LATER = MONDAY + timedelta(days=9)
SINCE = LATER - timedelta(days=7)
MEMBER, AFFILIATED = "full member", "affiliated supporter"
GROUPS = {"section": Elector.section_id, "place": Elector.constituency_id}


@pytest.fixture
def told(make: Make) -> Make:
    """Some answered once and some again, two of them twice within the week; one was not reached."""
    said = {
        "ada": [(0, "Smith"), (3, "undecided"), (5, "Corbyn")],
        "bea": [(3, "Corbyn"), (4, "Smith"), (5, "undecided")],
        "cat": [(0, "undecided"), (4, "Smith")],
        "dot": [(1, "Corbyn")],
    }
    for at, answers in enumerate(said.values()):
        section = make.section((MEMBER, AFFILIATED)[at % 2])
        elector = make.elector(place=("Exeter", "Hove")[at // 2], section_id=section)
        for day, intention in answers:
            make.call(elector, "spoke", now=MONDAY + timedelta(days=day), intention=intention)
    make.call(make.elector(place="Hove"), "no-answer")
    return make


def tell_all(asked: Asked) -> None:
    tables_of(asked, [By.CONSTITUENCY, *BESIDE])
    insight_tables(asked, {})


@pytest.mark.file
def test_a_workbook_goes_through_the_answers_once_for_each_kind_of_question(told: Make) -> None:
    """What moved, and who heard it; and the few that were replaced. A file keeps the others."""
    with asking(told.db, told.organiser, LATER, asks_all=True) as asked:
        said = heard(asked.session.connection(), lambda: tell_all(asked))
    passes = [statement for statement, _ in said if "group_concat(" in statement]
    assert len([it for it in passes if "intention" in it and "FROM elector" in it]) == 3


def test_who_was_counted_by_more_is_not_counted_anew(told: Make) -> None:
    with asking(told.db, told.organiser, LATER) as asked:
        by_all = asked.moved(SINCE, GROUPS)
        assert asked.moved(SINCE, {"place": Elector.constituency_id}) is by_all
        assert asked.moved(SINCE, {}) is by_all
        assert asked.moved(SINCE, {"by": Elector.recruited_by}) is not by_all
        whole = Counter({(then, now): n for then, now, n in by_all.by()})
        parts = Counter[tuple[str | None, str]]()
        for _, then, now, n in by_all.by("section"):
            parts[then, now] += n
    assert (
        whole
        == parts
        == {("Smith", "Corbyn"): 1, (None, "undecided"): 1, ("undecided", "Smith"): 1}
    )


def test_the_latest_answers_by_day_are_those_of_the_table_by_day(told: Make) -> None:
    with asking(told.db, told.organiser, LATER) as asked:
        counted = {day: +Counter(said) for day, said in asked.latest_by_day.items()}
    with asking(told.db, told.organiser, LATER) as asked:
        tables_of(asked, [By.DAY])
        told_by_table = {day: +Counter(said) for day, said in asked.latest_by_day.items()}
    assert counted == {day: said for day, said in told_by_table.items() if said}
    assert sum(said.total() for said in counted.values()) == 4
