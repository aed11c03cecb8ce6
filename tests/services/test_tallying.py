"""The canvass table by every grouping, narrowed, and beside what others report."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from phonebank.domain.canvass import By, CanvassRow, CanvassTable
from phonebank.domain.canvass_sheet import canvass_sheet
from phonebank.domain.errors import NotPermitted, WrongUse
from phonebank.domain.sheet import cell_text
from phonebank.domain.tallies import Tally
from phonebank.domain.verdicts import Verdict
from phonebank.services.duplicates import merge
from phonebank.services.importing import ImportKind
from phonebank.services.tallying import canvass_table
from tests.conftest import MONDAY, Make

TUESDAY = MONDAY + timedelta(days=1)


def table(make: Make, by: By = By.CONSTITUENCY, **where: Any) -> CanvassTable:
    return canvass_table(make.db, make.organiser, TUESDAY, by, where)


def rows(make: Make, by: By = By.CONSTITUENCY, **where: list[str]) -> dict[str, CanvassRow]:
    return {row.place or "": row for row in table(make, by, **where).rows}


@pytest.fixture
def rung(make: Make) -> Make:
    """Exeter and Hove, two sections, two callers, two days; somebody off the roll in Hove."""
    vi, bo = make.caller("Vi"), make.caller("Bo")
    full, gmb = make.section("full member"), make.affiliate("GMB")
    exeter = make.electors(4, place="Exeter", section_id=full)
    hove = make.electors(3, place="Hove", affiliate_id=gmb)
    make.call(exeter[0], "spoke", vi, intention="Smith", strength="firm", ballot="returned")
    make.call(exeter[1], "spoke", vi, intention="Corbyn", strength="leaning")
    make.call(exeter[2], "no-answer", vi)
    make.call(hove[0], "spoke", bo, called_at=TUESDAY, intention="undecided")
    make.call(hove[1], "spoke", bo, called_at=TUESDAY, intention="wont-say")
    make.call(hove[2], "not-eligible", bo, called_at=TUESDAY)
    return make


def test_a_place_counts_electors_once_by_their_answer(rung: Make) -> None:
    exeter, hove = rows(rung)["Exeter"], rows(rung)["Hove"]
    assert (exeter.tally.roll, exeter.tally.attempted, exeter.tally.contacted) == (4, 3, 2)
    assert exeter.tally.counts == {"Smith": 1, "Corbyn": 1}
    assert exeter.lead == 0
    assert exeter.verdict == "too few to say"
    assert exeter.region == "South West"
    assert exeter.tally.last_call == MONDAY
    assert (hove.tally.roll, hove.tally.undecided, hove.tally.wont_say) == (2, 1, 1)
    assert hove.tally.coverage == Fraction(1, 2)


def test_the_total_is_of_all_places(rung: Make) -> None:
    total = table(rung).total
    assert (total.place, total.tally.roll, total.tally.stated) == (None, 6, 3)
    assert total.tally.last_call == TUESDAY


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        (By.REGION, {"South West": (4, 2), "South East": (2, 1)}),
        (By.SECTION, {"full member": (4, 2), "No section": (2, 1)}),
        (By.AFFILIATE, {"GMB": (2, 1), "No affiliate": (4, 2)}),
    ],
)
def test_other_groupings_have_the_same_people(
    rung: Make, by: By, labels: dict[str, tuple[int, int]]
) -> None:
    found = {name: (row.tally.roll, row.tally.stated) for name, row in rows(rung, by).items()}
    assert found == labels
    assert table(rung, by).total.tally.stated == 3


def test_by_caller_counts_the_current_answers_each_obtained_and_knows_no_roll(rung: Make) -> None:
    found = rows(rung, By.CALLER)
    assert {name: row.tally.stated for name, row in found.items()} == {"Vi": 2, "Bo": 1}
    assert found["Vi"].tally.attempted == 3
    for row in (*found.values(), table(rung, By.CALLER).total):
        assert (row.tally.roll, row.tally.coverage, row.margin, row.verdict) == (None,) * 4
        assert row.bounds == {}
        assert row.break_even is None


def test_by_day_counts_in_local_dates(rung: Make) -> None:
    midnight = MONDAY.replace(hour=23, minute=30)
    rung.call(3, "spoke", called_at=midnight)
    found = rows(rung, By.DAY)
    assert list(found) == ["2016-09-05", "2016-09-06"]
    assert (found["2016-09-05"].tally.stated, found["2016-09-06"].tally.stated) == (2, 2)


def calls_of(tally: Tally) -> tuple[int | None, ...]:
    return tally.calls, tally.attempted, tally.contacted


def test_calls_are_counted_by_day_and_by_caller_and_everybody_once_in_all(make: Make) -> None:
    """Rung twice on a day and again on the next, by two callers; taken back, a call is no call."""
    vi, bo = make.caller("Vi"), make.caller("Bo")
    one, other = make.electors(2)
    make.call(one, "no-answer", vi)
    make.call(one, "spoke", bo, called_at=MONDAY + timedelta(hours=1))
    make.call(one, "spoke", vi, called_at=TUESDAY)
    taken_back = make.call(other, "busy", vi, called_at=TUESDAY)
    make.call(other, "no-answer", vi, called_at=TUESDAY, supersedes=taken_back)
    days, callers = rows(make, By.DAY), rows(make, By.CALLER)
    assert calls_of(days["2016-09-05"].tally) == (2, 1, 1)
    assert calls_of(days["2016-09-06"].tally) == (2, 2, 1)
    assert calls_of(callers["Vi"].tally) == (3, 2, 1)
    assert calls_of(callers["Bo"].tally) == (1, 1, 1)
    assert callers["Bo"].tally.last_call == MONDAY + timedelta(hours=1)
    for by, twice in ((By.DAY, "on two days"), (By.CALLER, "by two callers")):
        told = table(make, by)
        total = told.total.tally
        assert (calls_of(total), total.last_call) == ((4, 2, 1), TUESDAY)
        assert f"rung {twice} are attempted and contacted in both rows, and once" in told.base


def test_calls_of_some_callers_and_days_are_counted_among_themselves(make: Make) -> None:
    """Vi rang on Tuesday whom Bo had reached on that day, and whom she had reached on Monday."""
    vi, bo = make.caller("Vi"), make.caller("Bo")
    [one] = make.electors(1)
    make.call(one, "spoke", vi)
    make.call(one, "spoke", bo, called_at=TUESDAY)
    make.call(one, "spoke", vi, called_at=TUESDAY + timedelta(hours=1))
    only = {"caller": ["Vi"], "from": ["2016-09-06"]}
    for by, label in ((By.DAY, "2016-09-06"), (By.CALLER, "Vi")):
        made = table(make, by, **only)
        assert {row.place: calls_of(row.tally) for row in made.rows} == {label: (1, 1, 1)}
        assert calls_of(made.total.tally) == (1, 1, 1)
        assert made.total.tally.last_call == TUESDAY + timedelta(hours=1)


def test_calls_to_whoever_was_merged_are_the_persons(make: Make) -> None:
    first, second = make.electors(2)
    make.call(first, "no-answer")
    make.call(second, "spoke", called_at=MONDAY + timedelta(hours=1))
    merge(make.db, make.organiser, first, second, MONDAY)
    [day] = table(make, By.DAY).rows
    assert calls_of(day.tally) == calls_of(table(make).total.tally) == (2, 1, 1)
    assert day.tally.last_call == MONDAY + timedelta(hours=1)


def test_calls_to_whoever_left_the_roll_count_no_more(make: Make) -> None:
    one, other = make.electors(2)
    make.call(one, "no-answer")
    make.call(other, "not-eligible")
    [day] = table(make, By.DAY).rows
    assert calls_of(day.tally) == (1, 1, 0)


def test_an_answer_given_anew_moves_to_its_new_caller(rung: Make) -> None:
    rung.call(1, "spoke", rung.caller("Bo"), called_at=TUESDAY, intention="Corbyn")
    assert {n: r.tally.stated for n, r in rows(rung, By.CALLER).items()} == {"Vi": 1, "Bo": 2}


@pytest.mark.parametrize(
    ("where", "roll", "stated"),
    [
        ({"constituency": ["EXETER"]}, 4, 2),
        ({"constituency": ["exeter", "Hove"]}, 6, 3),
        ({"region": ["south west"]}, 4, 2),
        ({"nation": ["england"]}, 6, 3),
        ({"nation": ["England"], "constituency": ["Hove"]}, 2, 1),
        ({"region": ["South West"], "constituency": ["Hove"]}, 0, 0),
        ({"section": ["FULL MEMBER"]}, 4, 2),
        ({"affiliate": ["gmb", "unison"]}, 2, 1),
        ({"section": ["full member"], "affiliate": ["GMB"]}, 0, 0),
        ({"caller": ["vi"]}, 6, 2),
        ({"caller": ["vi", "BO"]}, 6, 3),
        ({"strength": ["Firm"]}, 6, 1),
        ({"strength": ["firm", "leaning"]}, 6, 2),
        ({"ballot": ["returned"]}, 6, 1),
        ({"from": ["2016-09-06"]}, 6, 1),
        ({"to": ["2016-09-05"]}, 6, 2),
        ({"from": ["2016-09-05"], "to": ["2016-09-05"], "caller": ["Bo"]}, 6, 0),
        ({"list": ["everybody"]}, 6, 3),
    ],
    ids=str,
)
def test_a_canvass_is_narrowed_by_or_within_a_field_and_by_and_across(
    rung: Make, where: dict[str, Any], roll: int, stated: int
) -> None:
    total = table(rung, **where).total.tally
    assert (total.roll, total.stated) == (roll, stated)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"shoe": ["9"]}, "Known: constituency, region"),
        ({"constituency": ["Atlantis"]}, "Known:"),
        ({"section": ["Junior"]}, "full member"),
        ({"caller": ["Zed"]}, "Known:"),
        ({"strength": ["mild"]}, "firm, leaning"),
        ({"ballot": ["eaten"]}, "returned"),
        ({"list": ["Nobody"]}, "Everybody"),
        ({"from": ["soon"]}, "2016-09-03"),
        ({"to": ["9999-12-31"]}, "2016-09-03"),
    ],
    ids=str,
)
@pytest.mark.file
def test_what_is_not_known_is_refused_with_what_is(
    rung: Make, where: dict[str, Any], words: str
) -> None:
    with pytest.raises(WrongUse) as refused:
        table(rung, **where)
    assert refused.value.status == 2
    assert words in refused.value.next_step


def test_reported_figures_stand_on_the_first_place_and_never_among_our_own(rung: Make) -> None:
    figures = {"reported_on": "2016-08-19", "Smith": "45", "Corbyn": "55"}
    both = {"places": "Hove;Brighton, Kemptown", "canvasser": "Peter Kyle MP", **figures}
    country = {"places": "", "canvasser": "Smith campaign", **figures}
    rung.brought_in(ImportKind.REPORTED, [both, country])

    found = rows(rung)

    assert [figure.canvasser for figure in found["Brighton, Kemptown"].reported] == [
        "Peter Kyle MP"
    ]
    assert found["Brighton, Kemptown"].tally.roll == 0
    assert found["Brighton, Kemptown"].reported_with is None
    assert (found["Hove"].reported, found["Hove"].reported_with) == ([], "Brighton, Kemptown")
    assert found["Hove"].tally.stated == 1
    assert [figure.canvasser for figure in table(rung).total.reported] == ["Smith campaign"]
    assert table(rung).total.tally.stated == 3


def test_hammersmith_reads_as_in_the_golden_table(make: Make) -> None:
    make.electors(1000, place="Hammersmith")
    with make.db.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE elector SET attempts = 1, intention = CASE WHEN id <= 413 THEN 'Smith' "
            "WHEN id <= 595 THEN 'Corbyn' ELSE 'undecided' END WHERE id <= 700"
        )
    row = rows(make)["Hammersmith"]
    assert row.verdict == "comfortably in front"
    assert row.tally.coverage == Fraction(7, 10)
    assert row.bounds["Smith"] == (Fraction(413, 1000), Fraction(818, 1000))
    assert row.bounds["Corbyn"] == (Fraction(182, 1000), Fraction(587, 1000))
    assert row.break_even == Fraction(231, 405)
    assert row.margin == pytest.approx(0.035, abs=0.0005)


def test_one_answer_has_a_lead_but_claims_no_margin(make: Make) -> None:
    make.answers("Exeter", 50, Corbyn=1)
    made = table(make)
    row = rows(make)["Exeter"]
    assert (row.lead, row.margin) == (Fraction(-1), None)
    assert row.verdict is Verdict.TOO_FEW
    sheet = canvass_sheet(made)
    shown = [cell_text(c.kind, v) for c, v in zip(sheet.columns, sheet.rows[0].cells, strict=True)]
    assert shown[sheet.position("lead")] == "−100"
    assert shown[sheet.position("margin")] == "—"


def test_a_volunteer_does_not_see_the_canvass(make: Make) -> None:
    with pytest.raises(NotPermitted):
        canvass_table(make.db, make.caller("Vi"), MONDAY)


def test_a_caller_is_narrowed_to_by_their_own_name(make: Make) -> None:
    for name, count in (("🙂", 2), ("???", 3)):
        make.answers("Exeter", count, make.caller(name), Smith=count)
    assert table(make, caller=["🙂"]).total.tally.stated == 2
    assert table(make, caller=["???"]).total.tally.stated == 3
    with pytest.raises(WrongUse, match="no caller “!”"):
        table(make, caller=["!"])


def test_the_change_on_the_week_is_among_the_answers_that_stood_then(make: Make) -> None:
    """Sixteen to fourteen a week ago; two have changed their minds since, and five are new."""
    ids = make.electors(40)
    for place, elector in enumerate(ids[:30]):
        make.call(elector, "spoke", intention="Smith" if place < 16 else "Corbyn")
    since = MONDAY + timedelta(days=7)
    for elector, intention in zip(
        ids[:2] + ids[30:35], ["Corbyn"] * 2 + ["Smith"] * 5, strict=True
    ):
        make.call(elector, "spoke", called_at=since, intention=intention)
    made = canvass_table(make.db, make.organiser, since + timedelta(hours=1))
    assert made.rows[0].lead == Fraction(19 - 16, 35)
    assert made.rows[0].change == Fraction(3, 35) - Fraction(2, 30)
    assert made.total.change == made.rows[0].change
    for by in (By.REGION, By.SECTION, By.AFFILIATE, By.RECRUITER):
        told = canvass_table(make.db, make.organiser, since + timedelta(hours=1), by)
        assert [row.change for row in told.rows] == [made.rows[0].change]


def test_a_change_that_rests_on_few_is_not_told(make: Make) -> None:
    make.answers("Exeter", 29, Smith=29)
    assert table(make).rows[0].change is None


def test_no_change_is_told_where_answers_are_chosen(rung: Make) -> None:
    assert all(row.change is None for row in table(rung, caller=["Vi"]).rows)


def test_the_barred_are_counted_apart_from_the_roll(make: Make) -> None:
    make.electors(3)
    make.electors(2, eligible=False)
    total = table(make).total
    assert (total.tally.roll, total.barred) == (3, 2)


def test_rows_by_who_recruited_them(make: Make) -> None:
    make.electors(2, recruited_by="a friend")
    make.electors(3)
    told = rows(make, By.RECRUITER)
    assert {place: row.tally.roll for place, row in told.items()} == {
        "a friend": 2,
        "No recruiter": 3,
    }


def test_pooled_shares_lie_between_those_of_the_place_and_of_the_country(make: Make) -> None:
    make.answers("Exeter", 400, Smith=4)
    make.answers("Hove", 400, Smith=20, Corbyn=20)
    exeter = rows(make)["Exeter"]
    assert exeter.tally.shares["Smith"] == 1
    assert 0.5 < exeter.pooled["Smith"] < 1
    unpooled = canvass_table(make.db, make.organiser, TUESDAY, is_pooled=False)
    assert all(not row.pooled for row in unpooled.rows)
