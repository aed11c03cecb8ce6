"""A PostgreSQL server of the tests' own: started once, thrown away at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from phonebank.domain.addresses import ServerAddress

LOGIN = "phonebank"
# Nothing of it need outlive a crash of this computer.
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
ROOM = {
    "max_connections": "120",
    "shared_buffers": "64MB",
    "max_wal_size": "128MB",
    "autovacuum": "off",
}
IN_MEMORY, ENOUGH = Path("/dev/shm"), 2 * 2**30


def missing() -> str:
    """Why there can be no server here; nothing where there can."""
    if find_spec("psycopg") is None:
        return "psycopg is not installed: pip install 'phonebank[server]'"
    if not _programs():
        return "PostgreSQL is not installed: apt-get install postgresql"
    if _may_not_be_root() and _somebody_else() is None:
        return "PostgreSQL does not run as root, and there is no user postgres"
    return ""


def _programs() -> Path | None:
    """The folder with initdb: the newest of Debian's, or that on the path."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(versions, key=lambda it: int(it.parts[-3]) if it.parts[-3].isdigit() else 0)
    found = str(newest[-1]) if newest else shutil.which("initdb")
    return Path(found).parent if found else None


def _may_not_be_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _somebody_else() -> Any:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None


def _folder_of_programs() -> Path:
    found = _programs()
    assert found is not None
    return found


def program(name: str) -> Path:
    """Where one of PostgreSQL's programs lies."""
    return _folder_of_programs() / name


def _who() -> dict[str, Any]:
    other = _somebody_else() if _may_not_be_root() else None
    return {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []} if other else {}


class Cluster:
    """A running server that listens on a socket in its own folder."""

    def __init__(self, folder: Path, *, is_durable: bool = False) -> None:
        self.folder, self.is_durable, self._names = folder, is_durable, count(1)
        self._to_keep: Any = None

    def run(self, program: str, *args: str) -> None:
        """One of PostgreSQL's programs, as somebody who is not root."""
        done = subprocess.run(
            [str(_folder_of_programs() / program), *args],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            **_who(),
        )
        assert not done.returncode, done.stderr

    def watched(self) -> subprocess.Popen[bytes]:
        """Somebody who tidies up when these tests are over, however they end."""
        tidying = 'cat; "$0" -D data -m immediate stop; rm -rf "$PWD"'
        words = ["sh", "-c", tidying, str(_folder_of_programs() / "pg_ctl")]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            words,
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
            **_who(),
        )

    def start(self) -> None:
        settings = {**ROOM, "listen_addresses": "", "unix_socket_directories": self.folder}
        settings |= {} if self.is_durable else FAST
        told = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self.run("pg_ctl", "-D", "data", "-l", "log", "-w", "-o", told, "start")

    def stop(self, how: str = "immediate") -> None:
        self.hang_up()
        self.run("pg_ctl", "-D", "data", "-m", how, "-w", "stop")

    def address(self, name: str, login: str = LOGIN) -> ServerAddress:
        return ServerAddress(f"postgresql+psycopg://{login}@/{name}?host={self.folder}")

    def execute(self, statement: str, name: str = "") -> None:
        """As whoever runs the server; where no database is named, over a line that is kept.

        A new one costs the server a process, which most tests would pay for twice.
        """
        if name:
            with self._connected(name) as connection:
                connection.execute(statement.encode())
            return
        self._to_keep = self._to_keep or self._connected("postgres")
        self._to_keep.execute(statement.encode())

    def _connected(self, name: str) -> Any:
        import psycopg

        where = f"host={self.folder} user={LOGIN} dbname={name}"
        return psycopg.connect(where, autocommit=True)

    def hang_up(self) -> None:
        """Let go of the line that is kept."""
        if self._to_keep is not None:
            self._to_keep.close()
            self._to_keep = None

    def make(self, template: str = "template0") -> str:
        """A new database, as the template is."""
        name = f"campaign_{next(self._names)}"
        quick = " STRATEGY file_copy" if self.version >= 15 else ""
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}{quick}")
        return name

    def drop(self, name: str) -> None:
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    @property
    def version(self) -> int:
        return int((self.folder / "data" / "PG_VERSION").read_text())


def _place() -> Path | None:
    """Memory where there is plenty: a new database is hundreds of files, which cost a disk far
    more than all else that a test does with it."""
    is_usable = IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK | os.X_OK)
    return IN_MEMORY if is_usable and shutil.disk_usage(IN_MEMORY).free >= ENOUGH else None


@contextmanager
def running(*, is_durable: bool = False) -> Iterator[Cluster]:
    """A server from nothing; its folder's name is short, as a socket's must be.

    One that is durable lies on the disk and waits for it, as a campaign's own would.
    """
    folder = Path(tempfile.mkdtemp(prefix="pb-", dir=None if is_durable else _place()))
    try:
        if _may_not_be_root():
            shutil.chown(folder, "postgres", "postgres")
        cluster = Cluster(folder, is_durable=is_durable)
        options = ["-A", "trust", "-U", LOGIN, "-E", "UTF8", "--locale=C", "--no-sync"]
        cluster.run("initdb", "-D", "data", *options)
        with cluster.watched() as watch:
            cluster.start()
            yield cluster
            cluster.hang_up()
            assert watch.stdin is not None
            watch.stdin.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server; on a newcomer's computer without one its tests are skipped, never in CI."""
    if why := missing():
        assert not os.environ.get("CI"), why
        pytest.skip(why)
    with running() as started:
        yield started
