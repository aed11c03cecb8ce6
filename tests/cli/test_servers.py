"""The commands at a campaign on a server, and carrying one there and back."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.cli.conftest import CONTEST, Run
from tests.cluster import Cluster

pytestmark = pytest.mark.server
Ask = Callable[..., Any]


@pytest.fixture
def url(cluster: Cluster) -> Iterator[str]:
    """An empty database, as somebody would write it."""
    name = cluster.make()
    yield cluster.address(name).url.replace("postgresql+psycopg", "postgresql")
    cluster.drop(name)


def test_an_evening_on_a_server(ask: Ask, run: Run, url: str, roll: Path, tmp_path: Path) -> None:
    ask("server", "init", url)
    made = ask("new", url, "--contest", CONTEST)
    assert made["campaign"].startswith("postgresql")
    assert ask("import", url, roll)["added"] == 6
    assert run("next", url, "--caller", "Priya").status == 0
    log = ["log", url, "--caller", "Priya", "--elector", "L1", "--outcome", "no-answer"]
    assert ask(*log)["attempt"] == 1
    assert run("undo", url, "--caller", "Priya").status == 0
    assert ask("find", url, "ames")["found"][0]["membership_number"] == "L1"
    assert ask("find", url, "900104")["found"][0]["membership_number"] == "L4"
    assert run("canvass", url).status == 0
    assert run("export", url, "--to", tmp_path / "canvass.xlsx").status == 0
    assert ask("check", url, "--deep")["problems"] == []
    assert ask("rebuild", url)["changed"] == 0
    assert run("new", url, "--contest", CONTEST).status == 3


HOLDING = """
INSERT INTO lease (elector_id, caller_id, call_list_id, since, until)
SELECT elector.id, caller.id, 1, now(), now() + interval '1 hour' FROM elector, caller
WHERE membership_number = 'L1' AND name = 'Priya'
ON CONFLICT (elector_id) DO UPDATE SET until = excluded.until"""


def test_a_caller_works_at_a_login_of_their_own(
    ask: Ask, run: Run, cluster: Cluster, url: str, roll: Path
) -> None:
    roles = ask("server", "init", url)["roles"]
    assert set(roles) == {"organiser", "caller"}
    ask("new", url, "--contest", CONTEST)
    ask("import", url, roll)
    assert run("next", url, "--caller", "Priya").status == 0
    database = urlsplit(url).path.strip("/")
    cluster.execute(HOLDING, database)  # at whatever hour this runs
    login = f"priya_{roles['caller']}"
    cluster.execute(f"CREATE ROLE {login} LOGIN")
    told = ask("server", "caller", url, "Priya", "--login", login)
    assert (told["caller"], told["role"]) == ("Priya", "volunteer")
    own = url.replace("//phonebank@", f"//{login}@")
    log = ["log", own, "--caller", "Priya", "--outcome", "no-answer", "--elector"]
    assert run(*log, "L2").status != 0
    assert ask(*log, "L1")["attempt"] == 1
    assert run("undo", own, "--caller", "Priya").status == 0
    assert run("callbacks", own, "--caller", "Priya").status == 0
    for words in (["find", own, "ames"], ["canvass", own], ["next", own, "--caller", "Mo"]):
        refused = run(*words)
        assert refused.status != 0, words
        assert "Traceback" not in refused.err


@pytest.mark.parametrize(
    "words", [["caller"], ["caller", "Priya"], ["init", "Priya"], ["caller", "--login", "priya"]]
)
def test_a_login_goes_with_a_caller(run: Run, words: list[str]) -> None:
    told = run("server", words[0], "postgresql://x@/y", *words[1:])
    assert told.status == 2
    assert "Traceback" not in told.err


def test_a_backup_is_of_a_file(run: Run, url: str, tmp_path: Path) -> None:
    run("new", url, "--contest", CONTEST)
    told = run("backup", url, tmp_path / "copy.phonebank")
    assert told.status == 4
    assert "phonebank move" in told.err
    assert not (tmp_path / "copy.phonebank").exists()


def test_a_campaign_is_moved_there_and_back(
    ask: Ask, run: Run, campaign: Path, url: str, tmp_path: Path
) -> None:
    there = ask("move", campaign, url)
    assert there["tables"]["elector"]["rows"] == 6
    back = ask("move", url, tmp_path / "back.phonebank")
    assert back["tables"] == there["tables"]
    assert ask("check", tmp_path / "back.phonebank", "--deep")["problems"] == []
    assert run("move", campaign, url).status == 3


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["canvass", "mysql://a/b"], 2, "no kind of server"),
        (["canvass", "postgresql://x@/nowhere?host=/no/such/folder"], 5, "cannot be reached"),
        (["server", "init", "mine.phonebank"], 2, "is no server"),
        (["server", "stop", "postgresql://x@y/z"], 2, "invalid choice"),
        (["move", "a.phonebank", "b.phonebank"], 2, "Both are files"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(
    run: Run, words: list[str], status: int, says: str
) -> None:
    told = run(*words)
    assert told.status == status
    assert says in told.err
    assert "Traceback" not in told.err


def test_an_empty_database_holds_no_campaign(run: Run, url: str) -> None:
    assert "no campaign in" in run("canvass", url).err
    run("server", "init", url)
    assert "no campaign in" in run("canvass", url).err
