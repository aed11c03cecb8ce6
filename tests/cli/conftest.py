"""A small campaign in a file, made once and copied for each test, and a way to run commands."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from phonebank.cli import main
from phonebank.locations import sample

HOME = Path(__file__).parent.parent.parent
CONTEST = sample("contest.toml")
PASSPHRASE = "three sad swans"
ROLL = """\
membership_number,title,first_name,last_name,mobile,landline,constituency,section,previous_vote
L1,Ms,Ada,Ames,07700 900101,020 7946 0101,Exeter,full member,Corbyn
L2,,Ben,Bell,07700 900102,,Exeter,full member,
L3,,Cat,Cole,07700 900103,,Exeter,registered supporter,
L4,,Dan,Dale,07700 900104,,Hammersmith,full member,
L5,,Eve,Earl,07700 900105,,Hammersmith,full member,
L6,,Fay,Ford,07700 900106,,Hammersmith,full member,
"""


class Told(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Told]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process, its answer as wide as it likes."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def told(*words: object) -> Told:
        capsys.readouterr()
        status = main([str(word) for word in words])
        return Told(status, *capsys.readouterr())

    return told


@pytest.fixture
def ask(run: Run) -> Callable[..., Any]:
    """Runs a command that is to end well and gives its JSON."""

    def document(*words: object) -> Any:
        told = run(*words, "--json")
        assert told.status == 0, told.out
        assert told.err == ""
        return told.document

    return document


def started(*words: object, **how: Any) -> subprocess.Popen[bytes]:
    """A Python of its own, in the checkout."""
    return subprocess.Popen([sys.executable, *map(str, words)], cwd=HOME, **how)


def at_once(*words: object) -> list[tuple[int, Any]]:
    """The statuses and documents of two processes that are asked the same at once."""
    both = [started("-m", "phonebank", *words, "--json", stdout=subprocess.PIPE) for _ in range(2)]
    told = [one.communicate()[0] for one in both]
    return [(one.returncode, json.loads(out)) for one, out in zip(both, told, strict=True)]


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain and an encrypted campaign with the small roll, and the passphrase's file."""
    folder = tmp_path_factory.mktemp("templates")
    (folder / "roll.csv").write_text(ROLL, "utf-8")
    (folder / "passphrase").write_text(PASSPHRASE + "\n", "utf-8")
    for name, key in (("plain", []), ("locked", ["--passphrase-file", str(folder / "passphrase")])):
        campaign = str(folder / f"{name}.phonebank")
        assert main(["new", campaign, "--contest", str(CONTEST), *key]) == 0
        assert main(["import", campaign, str(folder / "roll.csv"), *key]) == 0
    return folder


@pytest.fixture
def campaign(templates: Path, tmp_path: Path) -> Path:
    """A campaign of six electors in two constituencies, nobody rung yet."""
    return Path(shutil.copy(templates / "plain.phonebank", tmp_path / "mine.phonebank"))


@pytest.fixture
def locked(templates: Path, tmp_path: Path) -> Path:
    """The same, encrypted with the passphrase in the file `passphrase` beside it."""
    shutil.copy(templates / "passphrase", tmp_path / "passphrase")
    return Path(shutil.copy(templates / "locked.phonebank", tmp_path / "locked.phonebank"))


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    path = tmp_path / "roll.csv"
    path.write_text(ROLL, "utf-8")
    return path
