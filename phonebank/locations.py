"""Where the files that travel with the program lie: checkout, wheel or frozen bundle."""

import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a file or folder the program reads, such as `constituencies.csv`."""
    return _found("resources", name)


def sample(name: str) -> Path:
    """The path of a file of the sample campaign, such as `roll.csv`."""
    return _found("sample_data", name)


def _found(folder: str, name: str) -> Path:
    for place in _places(folder):
        if (place / name).exists():
            return place / name
    raise FileNotFoundError(
        f"The program's own file {name} is missing from {folder}; no campaign was touched. "
        "Install the program again."
    )


def _places(folder: str) -> list[Path]:
    """Folders to look in, in order: frozen bundle, installed package, checkout."""
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    bundles = [Path(frozen) / folder, Path(frozen) / "phonebank" / f"_{folder}"] if frozen else []
    return [*bundles, PACKAGE / f"_{folder}", PACKAGE.parent / folder]
