"""What is shipped: a wheel that finds its files far from the checkout, and no tests in it."""

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import phonebank
from phonebank import locations
from phonebank.__main__ import lacking
from phonebank.locations import resource, sample

HOME = Path(__file__).parent.parent
ASK_WHERE = """
import sys
from phonebank import __version__
from phonebank.locations import resource, sample
print(__version__, resource("constituencies.csv"), resource("outcomes.csv"), sample("."))
"""


def built(kind: str, folder: Path) -> Path:
    """The wheel or sdist, built without a network."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)],
        cwd=HOME,
        check=True,
        capture_output=True,
    )
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", tmp_path_factory.mktemp("wheel"))


def ask(place: Path, program: str) -> str:
    """What a Python says that sees the packages in `place` and no checkout."""
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place), "PYTHONSAFEPATH": "1"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_an_installed_wheel_finds_what_it_brought(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)

    version, *found = ask(tmp_path, ASK_WHERE).split()

    assert version == phonebank.__version__
    assert [Path(path).relative_to(tmp_path.resolve()).as_posix() for path in found] == [
        "phonebank/_resources/constituencies.csv",
        "phonebank/_resources/outcomes.csv",
        "phonebank/_sample_data",
    ]


def test_a_wheel_holds_the_program_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    strange = [name for name in names if not re.match(r"phonebank(/|-[\d.]+\.dist-info/)", name)]
    assert not strange, f"The wheel would install {strange} beside the program: see pyproject.toml."
    shipped = {name.removeprefix("phonebank/") for name in names}
    modules = {path.relative_to(locations.PACKAGE).as_posix() for path in sources("phonebank")}
    assert modules <= shipped


def test_a_wheel_brings_every_resource_and_the_whole_sample(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"phonebank/_{path.relative_to(HOME).as_posix()}"
        for folder in ("resources", "sample_data")
        for path in (HOME / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    assert wanted <= names


def test_a_wheel_can_be_built_from_the_sdist_alone(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as sdist:
        names = sdist.getnames()
    for needed in ("pyproject.toml", "phonebank/__main__.py", "resources/outcomes.csv", "LICENSE"):
        assert any(name.endswith(f"/{needed}") for name in names), needed


def test_the_program_needs_no_test() -> None:
    needing = [
        path.name
        for path in sources("phonebank")
        if re.search(
            r"^\s*(from|import) (tests|pytest|hypothesis)\b", path.read_text("utf-8"), re.M
        )
    ]
    assert not needing, f"{needing} import from the tests, which are not shipped."


def sources(folder: str) -> list[Path]:
    return sorted((HOME / folder).rglob("*.py"))


def test_a_checkout_uses_its_own_files() -> None:
    assert resource("outcomes.csv") == HOME / "resources" / "outcomes.csv"
    assert sample(".") == HOME / "sample_data"


def test_a_frozen_program_looks_in_its_bundle_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "outcomes.csv").touch()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("outcomes.csv") == tmp_path / "resources" / "outcomes.csv"
    assert resource("constituencies.csv") == HOME / "resources" / "constituencies.csv"


def test_a_file_that_is_nowhere_is_named_in_a_sentence() -> None:
    with pytest.raises(FileNotFoundError, match="file moon is missing from resources"):
        resource("moon")


@pytest.mark.parametrize(
    ("said", "named", "command"),
    [
        (
            "libGL.so.1: cannot open shared object file",
            "libGL.so.1:",
            "sudo apt-get install libgl1",
        ),
        ("No module named 'PySide6'", "PySide6-Essentials", "-m pip install PySide6-Essentials"),
    ],
)
def test_a_window_that_cannot_open_says_what_mends_it(said: str, named: str, command: str) -> None:
    sentence = lacking(ImportError(said))
    assert named in sentence
    assert command in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("source", ["__main__.py", "__init__.py"])
def test_the_door_can_be_read_by_an_old_python(source: str) -> None:
    text = (locations.PACKAGE / source).read_text("utf-8")
    assert compile(text, source, "exec", flags=0x400, dont_inherit=True)
