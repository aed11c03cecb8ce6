"""What others do is on screen within two seconds; a server that goes away is waited for."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from phonebank.domain.changes import Topic
from phonebank.gui.jobs import Jobs
from phonebank.gui.watching import Watch
from phonebank.services.calling import log_call
from phonebank.services.drafts import keep_draft
from phonebank.store.database import Database
from tests.cluster import Cluster
from tests.conftest import MONDAY, Make, copied, entry, on_server


@pytest.fixture
def jobs(db: Database, qtbot: QtBot) -> Iterator[Jobs]:
    opened = Jobs(db)
    yield opened
    opened.close()


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.server)])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "file":
        opening = copied(request.getfixturevalue("template"), tmp_path / "campaign.phonebank")
    else:
        names = "cluster", "server_template"
        opening = on_server(*map(request.getfixturevalue, names))
    with opening as opened:
        yield opened


def begun(jobs: Jobs, qtbot: QtBot) -> Watch:
    """What is done from now on is told."""
    watch = Watch(jobs)
    with qtbot.waitSignal(watch.began):
        return watch


def test_a_call_of_another_program_is_told_within_two_seconds(
    jobs: Jobs, make: Make, qtbot: QtBot
) -> None:
    ada = make.elector()
    watch = begun(jobs, qtbot)
    with (
        closing(Database(make.db.address)) as elsewhere,
        qtbot.waitSignal(watch.changed, timeout=2000) as told,
    ):
        Make(elsewhere).call(ada)
    assert Topic.CALLS | Topic.ELECTORS in told.args[0]
    watch.stop()


def test_our_own_calls_are_not_told_again(jobs: Jobs, make: Make, qtbot: QtBot) -> None:
    ada = make.elector()
    watch = begun(jobs, qtbot)
    with qtbot.assertNotEmitted(watch.changed, wait=2500):
        jobs.new().write(log_call, make.organiser, entry(ada, make.organiser), MONDAY)
    watch.stop()
    assert make.state(ada).attempts == 1


def test_a_draft_of_another_program_has_no_page_read_anew(
    jobs: Jobs, make: Make, qtbot: QtBot
) -> None:
    ada = make.elector()
    watch = begun(jobs, qtbot)
    with closing(Database(make.db.address)) as elsewhere:
        for seconds in range(2):
            with qtbot.assertNotEmitted(watch.changed, wait=1500):
                draft = {"call": "x", "seconds": seconds}
                keep_draft(elsewhere, make.organiser, ada, draft, MONDAY)
    watch.stop()


@pytest.fixture
def far(cluster: Cluster, server_template: str, qtbot: QtBot) -> Iterator[Jobs]:
    """Jobs over a campaign on the server."""
    with on_server(cluster, server_template) as opened:
        jobs = Jobs(opened)
        yield jobs
        jobs.close()


@pytest.mark.server
def test_a_call_is_kept_while_the_server_is_away(far: Jobs, cluster: Cluster, qtbot: QtBot) -> None:
    make, told = Make(far.db), list[bool]()
    ada = make.elector()
    far.reconnecting.connect(told.append)
    cluster.stop("fast")
    with qtbot.waitSignal(far.reconnecting):
        far.new().write(log_call, make.organiser, entry(ada, make.organiser), MONDAY)
    with qtbot.waitSignal(far.changed, timeout=20_000):
        cluster.start()
    assert (told[0], told[-1]) == (True, False)
    assert make.state(ada).attempts == 1
