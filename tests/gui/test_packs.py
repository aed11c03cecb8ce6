"""The packs page, and the notice over the pages of a pack that was taken away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.packs import PackState
from phonebank.gui.desk import Desk
from phonebank.gui.floor_notice import FloorNotice
from phonebank.gui.pages.packs.page import PacksPage
from phonebank.services.calling import log_call
from phonebank.services.pack_floor import open_pack, pack_return
from phonebank.services.packs import Wanted, issue_pack, pack_rows
from phonebank.services.serving import Served, next_elector, skip
from phonebank.services.signing_in import add_caller, sign_in
from phonebank.store.database import Database
from tests.conftest import entry
from tests.gui.conftest import Answers, MakeDesk

PASSPHRASE = "correct horse battery"


class May(Answers):
    """Lets everything go on, and answers with one path."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def which_file(self, title: str, folder: Path, kinds: str) -> Path | None:
        return self.path

    def may_go_on(self, title: str, sentence: str, action: str) -> bool:
        return True


Shows = Callable[[Database, Path], PacksPage]


@pytest.fixture
def shows(qtbot: QtBot, desk_over: MakeDesk) -> Shows:
    """The page over a campaign; dialogs answer with this path."""

    def show(db: Database, path: Path) -> PacksPage:
        desk = desk_over(db)
        page = PacksPage(Desk(desk.jobs, May(path), desk.actor, desk.clock, desk.facts))
        desk.jobs.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(952, 524)
        page.show()
        page.refresh()
        return page

    return show


def issued(db: Database, to: Path, caller: str = "Vi") -> Path:
    me = sign_in(db)
    add_caller(db, me, caller)
    wanted = Wanted(caller=caller, electors=5, passphrase=PASSPHRASE)
    issue_pack(db, me, wanted, to, DEMO_EVENING)
    return to


def worked(pack: Path, back: Path, calls: int = 2) -> Path:
    """Ring some electors of a pack, and write what goes back."""
    floor = open_pack(pack, PASSPHRASE, DEMO_EVENING)
    me = sign_in(floor, "Vi")
    for _ in range(calls):
        served = next_elector(floor, me, me.caller_id, DEMO_EVENING).value
        assert isinstance(served, Served)
        log_call(floor, me, entry(served.card.id, me, "spoke"), DEMO_EVENING)
    pack_return(floor, me, back, DEMO_EVENING)
    floor.close()
    return back


def test_without_packs_the_page_says_what_one_is(
    sample_db: Database, shows: Shows, qtbot: QtBot, tmp_path: Path
) -> None:
    page = shows(sample_db, tmp_path / "x.pack")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)


def test_a_pack_is_issued_and_its_passphrase_told_once(
    sample_db: Database, shows: Shows, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "vi.pack"
    page = shows(sample_db, path)
    page.new.click()
    qtbot.waitUntil(page.is_form_shown)
    page.form.electors.setValue(7)
    page.form.issue.click()
    qtbot.waitUntil(lambda: page.table.texts() != [] and not page.is_form_shown())
    [row] = page.table.texts()
    assert (row[2], row[3]) == ("out", "7")
    passphrase = page.once.passphrase.text()
    open_pack(path, passphrase, DEMO_EVENING).close()
    page.once.close_it.click()
    assert page.once.passphrase.text() == ""
    assert page.once.isHidden()


def test_a_pack_that_cannot_be_written_says_why_in_the_form(
    sample_db: Database, shows: Shows, qtbot: QtBot, tmp_path: Path
) -> None:
    taken = tmp_path / "taken.pack"
    taken.write_text("mine", "utf-8")
    page = shows(sample_db, taken)
    page.new.click()
    qtbot.waitUntil(page.is_form_shown)
    page.form.issue.click()
    qtbot.waitUntil(lambda: page.form.fault.text() != "")
    assert page.is_form_shown()
    assert taken.read_text("utf-8") == "mine"


def test_a_return_is_taken_in_twice_and_undone(
    sample_db: Database, shows: Shows, qtbot: QtBot, tmp_path: Path
) -> None:
    back = worked(issued(sample_db, tmp_path / "vi.pack"), tmp_path / "back.pack")
    page = shows(sample_db, back)
    qtbot.waitUntil(lambda: page.table.texts() != [])
    page.take_in.click()
    qtbot.waitUntil(lambda: page.told.text() == "2 calls read: 2 taken in.")
    page.take_in.click()
    qtbot.waitUntil(lambda: "Nothing was changed" in page.told.text())
    qtbot.waitUntil(page.undo.isVisible)
    page.undo.click()
    qtbot.waitUntil(page.undo.isHidden)


def test_whom_the_caller_passed_over_at_home_is_told_when_the_return_is_taken_in(
    sample_db: Database, shows: Shows, qtbot: QtBot, tmp_path: Path
) -> None:
    pack, back = issued(sample_db, tmp_path / "vi.pack"), tmp_path / "back.pack"
    floor = open_pack(pack, PASSPHRASE, DEMO_EVENING)
    me = sign_in(floor, "Vi")
    served = next_elector(floor, me, me.caller_id, DEMO_EVENING).value
    assert isinstance(served, Served)
    skip(floor, me, served.card.id, "I know them", DEMO_EVENING)
    pack_return(floor, me, back, DEMO_EVENING)
    floor.close()
    page = shows(sample_db, back)
    qtbot.waitUntil(lambda: page.table.texts() != [])
    page.take_in.click()
    qtbot.waitUntil(lambda: page.told.text() == "0 calls read: 0 taken in. 1 passed over.")
    page.take_in.click()
    qtbot.waitUntil(lambda: "Nothing was changed" in page.told.text())


def test_a_late_return_of_a_recalled_pack_waits_to_be_taken_or_left(
    sample_db: Database, shows: Shows, qtbot: QtBot, tmp_path: Path
) -> None:
    back = worked(issued(sample_db, tmp_path / "vi.pack"), tmp_path / "back.pack")
    page = shows(sample_db, back)
    qtbot.waitUntil(page.recall.isVisible)
    page.recall.click()
    qtbot.waitUntil(page.recall.isHidden)
    assert pack_rows(sample_db, sign_in(sample_db), DEMO_EVENING)[0].state is PackState.RECALLED
    page.take_in.click()
    qtbot.waitUntil(lambda: "2 put by" in page.told.text())
    qtbot.waitUntil(lambda: len(page.waiting) == 2)
    page.segments.choose("put-by")
    page.take.click()
    qtbot.waitUntil(lambda: len(page.waiting) == 1)
    page.leave.click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)


def test_a_file_that_is_no_return_is_refused_in_a_sentence(
    sample_db: Database, shows: Shows, qtbot: QtBot, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.pack"
    wrong.write_bytes(b"SQLite format 3\0" + bytes(200))
    page = shows(sample_db, wrong)
    page.take_in.click()
    qtbot.waitUntil(lambda: page.told.text() != "")
    assert "Traceback" not in page.told.text()


def test_the_floor_of_a_pack_says_so_and_writes_what_goes_back(
    sample_db: Database, qtbot: QtBot, desk_over: MakeDesk, tmp_path: Path
) -> None:
    floor = open_pack(issued(sample_db, tmp_path / "vi.pack"), PASSPHRASE, DEMO_EVENING)
    me = sign_in(floor, "Vi")
    desk = desk_over(floor, me)
    notice = FloorNotice(Desk(desk.jobs, May(tmp_path / "back.pack"), me, desk.clock, desk.facts))
    qtbot.addWidget(notice)
    notice.refresh()
    qtbot.waitUntil(lambda: "0 of 5 electors rung" in notice.words())
    notice.acted.emit()
    qtbot.waitUntil(lambda: "back.pack holds 0 calls" in notice.words())
    assert (tmp_path / "back.pack").exists()
    desk.jobs.close()
    floor.close()


def test_a_campaign_of_its_own_shows_no_notice(
    sample_db: Database, qtbot: QtBot, desk_over: MakeDesk
) -> None:
    desk = desk_over(sample_db)
    notice = FloorNotice(desk)
    qtbot.addWidget(notice)
    job = desk.jobs.new()
    notice.refresh()
    with qtbot.waitSignal(job.succeeded):
        job.read(pack_rows, desk.actor, desk.clock.now())  # after it, on the same thread
    assert notice.isHidden()
