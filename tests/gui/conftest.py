"""What tests of the window stand on: a copy of the sample campaign, and who sits at the desk."""

import gc
import shutil
from collections.abc import Callable, Iterator
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.domain.changes import Topic
from phonebank.domain.clock import DEMO_EVENING, clock_for
from phonebank.domain.permits import Actor
from phonebank.gui.ask import Ask
from phonebank.gui.desk import Desk
from phonebank.gui.jobs import Jobs
from phonebank.gui.opening import make_classes
from phonebank.gui.pages.kinds import AnyPage
from phonebank.locations import sample
from phonebank.services import apart, campaigns, signing_in
from phonebank.store.database import Database


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> Iterator[None]:
    """Fonts crash without an application, and so does what another thread throws away of Qt."""
    make_classes()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _quickly_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes of our own begin with all that they import, where the system can fork.

    Every step of an import is such a process, and would take longer to begin than to do its work.
    That they can begin from nothing is for tests of the services and for stories to prove.
    """
    if "forkserver" in get_all_start_methods():
        forking = get_context("forkserver")
        forking.set_forkserver_preload(["phonebank.services.importing", "phonenumbers"])
        monkeypatch.setattr(apart, "get_context", lambda way: forking)


def show_and_follow(qtbot: QtBot, page: AnyPage, desk: Desk) -> None:
    """Show a page by itself, which follows what changes as the window has it do."""
    qtbot.addWidget(page)

    def follow(touched: Topic) -> None:
        if page.topics & touched:
            page.refresh()

    desk.jobs.changed.connect(follow)
    page.resize(952, 524)
    page.show()
    page.refresh()


class Answers(Ask):
    """Answers every question about files with `path`, and remembers what was suggested."""

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.suggested: Path | None = None
        self.printer: QPrinter | None = None

    def where_to_save(self, title: str, suggested: Path, kinds: str) -> Path | None:
        self.suggested = suggested
        return self.path

    def which_printer(self, title: str) -> QPrinter | None:
        return self.printer


@pytest.fixture
def sample_db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    copy = tmp_path / "sample.phonebank"
    shutil.copyfile(demo_file, copy)
    db = campaigns.open_campaign(copy)
    yield db
    db.close()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign that nobody has imported anything into, made once; copy it."""
    contest = campaigns.read_contest(sample("contest.toml"))
    path = tmp_path_factory.mktemp("empty") / "new.phonebank"
    campaigns.create_campaign(path, contest, DEMO_EVENING, is_demo=True).close()
    return path


@pytest.fixture
def no_electors(empty_file: Path, tmp_path: Path) -> Iterator[Database]:
    copy = tmp_path / "new.phonebank"
    shutil.copyfile(empty_file, copy)
    db = campaigns.open_campaign(copy)
    yield db
    db.close()


MakeDesk = Callable[..., Desk]


@pytest.fixture
def desk_over(qtbot: QtBot) -> Iterator[MakeDesk]:
    """A desk over a campaign, for its first organiser unless another actor is named."""
    opened: list[Jobs] = []

    def make(db: Database, actor: Actor | None = None) -> Desk:
        opened.append(Jobs(db))
        clock = clock_for(is_demo=True, last_call_at=None)
        facts = campaigns.campaign_facts(db)
        return Desk(opened[-1], Answers(), actor or signing_in.sign_in(db), clock, facts)

    yield make
    for jobs in opened:
        jobs.close()
