"""Guards of the pinned libraries: what broke in a version that we keep out."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import sqlcipher3
from packaging.requirements import Requirement

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
# https://sqlite.org/wal.html, "the WAL-reset bug": present from 3.7.0, mended in these.
MENDED = (3, 51, 3)
BACKPORTED = {(3, 44): 6, (3, 50): 7}

VOID_CALLS = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
for turn in range(20_000):
    label.setEnabled(turn % 2 == 0)
"""


def is_outside_the_wal_reset_range(version: tuple[int, int, int]) -> bool:
    return version >= MENDED or version[2] >= BACKPORTED.get(version[:2], sys.maxsize)


def test_qt_survives_twenty_thousand_void_calls() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", VOID_CALLS], capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 0, (
        "This PySide6 drops a reference on every call that returns nothing and ends by aborting; "
        f"keep the pin below 6.12 in pyproject.toml.\n{ended.stderr}"
    )


def test_the_pin_keeps_pyside_below_6_12() -> None:
    project = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
    pins = {it.name: it.specifier for it in map(Requirement, project["dependencies"])}
    assert not pins["PySide6-Essentials"].contains("6.12.0"), (
        "PySide6 6.12.0 aborts Python 3.11 after some 7,000 calls: keep `<6.12` in pyproject.toml."
    )
    assert not any(name.startswith("PySide6") for name in pins if name != "PySide6-Essentials"), (
        "Only PySide6-Essentials is a dependency: take the Addons out of pyproject.toml."
    )


def test_the_one_sqlite_library_cannot_lose_a_reset_journal() -> None:
    version = sqlcipher3.dbapi2.sqlite_version_info
    assert is_outside_the_wal_reset_range(version), (
        f"sqlcipher3 brings SQLite {version}, which can corrupt a file when its journal restarts: "
        "require a newer sqlcipher3 in pyproject.toml."
    )


@pytest.mark.parametrize("version", [(3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 4)])
def test_mended_versions_of_sqlite_are_let_in(version: tuple[int, int, int]) -> None:
    assert is_outside_the_wal_reset_range(version)


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 44, 5), (3, 50, 6), (3, 51, 1), (3, 51, 2)])
def test_versions_of_sqlite_with_the_bug_are_kept_out(version: tuple[int, int, int]) -> None:
    assert not is_outside_the_wal_reset_range(version)
