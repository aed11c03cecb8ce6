"""The audit for organisers: what was changed by hand, by whom, in plain words, and as a file."""

import ast
import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

import phonebank
from phonebank.domain.audit import BEGINNINGS, WORDS, Asked, AuditKind, in_words, words_of
from phonebank.domain.electors import FollowUpKind
from phonebank.domain.errors import InputRefused, NotPermitted, WrongUse
from phonebank.domain.permits import Role
from phonebank.services import auditing, editing, lists, suppressing
from phonebank.services.contest_edits import archive_campaign
from phonebank.services.signing_in import sign_in
from phonebank.store import electors
from tests.conftest import MONDAY, Make

HOUR = timedelta(hours=1)
EVERYTHING = Asked()


@pytest.fixture
def ada(make: Make) -> int:
    """Corrected by the organiser and then barred by Ruth; Ben, besides, wants a poster."""
    ada, ben = make.elector("Ada Ames"), make.elector("Ben Bell")
    ruth = make.caller("Ruth", Role.ORGANISER)
    editing.correct_elector(make.db, make.organiser, ada, {"last_name": "Amis"}, MONDAY)
    suppressing.suppress(make.db, ruth, ada, "do-not-call", MONDAY + HOUR)
    suppressing.add_follow_up(make.db, ruth, ben, FollowUpKind.POSTER, "window", MONDAY + 2 * HOUR)
    return ada


def told(make: Make, asked: Asked = EVERYTHING) -> list[tuple[str, str, str, tuple[str, ...]]]:
    page = auditing.audit_page(make.db, make.organiser, asked)
    return [(it.by, it.words, it.elector, tuple(it.changes)) for it in page.entries]


POSTER = ("Ruth", "Follow-up noted", "Ben Bell", ("Follow-up: poster", "Note: window"))
BARRED = ("Ruth", "Not to be called any more", "Ada Amis", ("Suppressed: do-not-call",))


@pytest.mark.usefixtures("ada")
def test_the_newest_change_comes_first_with_who_did_it_to_whom_and_how_it_was(make: Make) -> None:
    corrected = (make.organiser.name, "Corrected", "Ada Amis", ("Surname: Ames → Amis",))
    assert told(make) == [POSTER, BARRED, corrected]


@pytest.mark.usefixtures("ada")
def test_lines_are_looked_for_by_person_kind_and_elector(make: Make) -> None:
    assert told(make, Asked(by="Ruth")) == [POSTER, BARRED]
    assert told(make, Asked(kind=AuditKind.BARRED)) == [BARRED]
    assert told(make, Asked(elector="bell")) == [POSTER]
    assert told(make, Asked("Ruth", AuditKind.ELECTORS, "Amis")) == []
    with pytest.raises(WrongUse, match="has changed nothing"):
        told(make, Asked(by="Nobody"))


def test_a_line_that_names_a_number_in_its_action_is_found_by_its_kind(
    make: Make, ada: int
) -> None:
    with make.db.read() as session:
        number = electors.numbers(session, ada)[0]
    suppressing.suppress_number(make.db, make.organiser, ada, number.id, "tps", MONDAY)
    suppressing.lift_number(make.db, make.organiser, ada, number.id, MONDAY)
    # Of everybody who has the number there is a line.
    assert [words for _, words, *_ in told(make, Asked(kind=AuditKind.BARRED))] == [
        *[f"Number may be rung: {number.e164}"] * 2,
        *[f"Number not to be rung: {number.e164}"] * 2,
        BARRED[1],
    ]


@pytest.mark.usefixtures("ada")
def test_lines_come_a_page_at_a_time_with_the_number_of_all(make: Make) -> None:
    first = auditing.audit_page(make.db, make.organiser, Asked(), limit=2)
    rest = auditing.audit_page(make.db, make.organiser, Asked(), after=2, limit=2)
    assert (len(first.entries), len(rest.entries), first.total, rest.total) == (2, 1, 3, 3)
    assert [it.id for it in (*first.entries, *rest.entries)] == [3, 2, 1]
    assert first.people == sorted(["Ruth", make.organiser.name])


@pytest.mark.usefixtures("ada")
def test_only_organisers_see_the_audit_also_of_an_archived_campaign(
    make: Make, tmp_path: Path
) -> None:
    vi = make.caller("Vi")
    with pytest.raises(NotPermitted):
        auditing.audit_page(make.db, vi, Asked())
    with pytest.raises(NotPermitted):
        auditing.export_audit(make.db, vi, tmp_path / "audit.csv", Asked(), "why not", MONDAY)
    archive_campaign(make.db, make.organiser, MONDAY)
    page = auditing.audit_page(make.db, sign_in(make.db), Asked())
    assert page.entries[0].words == "Campaign archived"


@pytest.mark.usefixtures("ada")
def test_the_audit_as_a_file_has_what_was_asked_for_and_is_in_the_audit_with_its_reason(
    make: Make, tmp_path: Path
) -> None:
    for name in ("audit.csv", "audit.xlsx"):
        asked = Asked(kind=AuditKind.BARRED)
        made = auditing.export_audit(
            make.db, make.organiser, tmp_path / name, asked, "complaint of 5 Sep", MONDAY
        )
        assert made.value == 1
    with (tmp_path / "audit.csv").open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    assert header == ["When", "Who", "What", "Membership no", "Elector", "Change"]
    assert row[1:3] + row[4:] == ["Ruth", *BARRED[1:3], "Suppressed: do-not-call"]
    page = load_workbook(tmp_path / "audit.xlsx").worksheets[0]
    cells = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]
    assert "Not to be called any more" in cells
    assert any("complaint of 5 Sep" in cell for cell in cells)
    line = told(make)[0]
    assert line[1] == "Audit given out"
    assert line[3] == ("Reason: complaint of 5 Sep", "File: audit.xlsx", "Lines: 1")


@pytest.mark.parametrize(
    ("name", "reason", "fault"),
    [
        ("audit.csv", " ", WrongUse),
        ("audit.csv", "x" * 501, WrongUse),
        ("audit.pdf", "a reason", InputRefused),
        ("nowhere/audit.csv", "a reason", InputRefused),
    ],
)
@pytest.mark.usefixtures("ada")
def test_the_audit_leaves_the_house_only_for_a_reason_and_as_a_table(
    make: Make, tmp_path: Path, name: str, reason: str, fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        auditing.export_audit(make.db, make.organiser, tmp_path / name, Asked(), reason, MONDAY)
    assert list(tmp_path.glob("**/audit*")) == []
    assert len(told(make)) == 3


def test_a_changed_list_says_in_the_audit_what_is_different(make: Make) -> None:
    facts = lists.list_facts(make.db, make.organiser, "Everybody")
    lists.pause_list(make.db, make.organiser, facts.name, MONDAY)
    ((_, words, _, changes),) = told(make)
    assert (words, changes) == ("List paused", ("List: Everybody", "State: open → paused"))


def test_facts_are_told_as_people_write_them() -> None:
    assert in_words("2016-09-05T17:00:00+00:00") == "5 Sep 18:00"
    assert in_words([["Owen Smith", "Smith", True], ["Jeremy Corbyn", "Corbyn", False]]) == (
        "Owen Smith, Smith, yes; Jeremy Corbyn, Corbyn, no"
    )
    assert in_words({"Electors": 12}) == "Electors 12"
    assert in_words(None) == ""
    assert in_words("2016-in-writing") == "2016-in-writing"


def actions() -> Iterator[str]:
    """What the program writes into the audit in so many words."""
    package = Path(phonebank.__file__).parent
    for path in [*package.glob("services/*.py"), *package.glob("store/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"audit.add", "noted"}:
                found = [it.value for it in node.args[3:4] if isinstance(it, ast.Constant)]
                yield from map(str, found)


def test_every_kind_of_line_has_plain_words() -> None:
    known = {action for each in WORDS.values() for action in each}
    written = set(actions())
    assert len(written) > 20
    assert written <= known
    assert len(known) == sum(len(each) for each in WORDS.values())
    assert set(WORDS) == set(AuditKind)
    assert words_of("something-new") == "Something new"
    assert not any(action.startswith(tuple(BEGINNINGS)) for action in known)
