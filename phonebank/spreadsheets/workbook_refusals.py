"""The sentences with which a workbook is refused."""

from pathlib import Path

from phonebank.domain.errors import InputRefused
from phonebank.spreadsheets.opening import refused


def unsafe(path: Path, why: str = "") -> InputRefused:
    """Of a workbook that cannot be read safely; `why` ends the sentence."""
    because = f", because {why}" if why else ""
    return refused(
        f"{path.name}: this workbook could not be read safely{because}.",
        "Open it in a spreadsheet program, save it as CSV UTF-8 and try that.",
    )


def no_workbook(path: Path, what: str) -> InputRefused:
    return refused(
        f"{path.name} is {what}, not a workbook.",
        "Open it in the program it is from, save its table as CSV UTF-8 or XLSX and try that.",
    )


def locked(path: Path) -> InputRefused:
    """Of a workbook that only its password opens."""
    return refused(
        f"{path.name} is a password-protected workbook.",
        "Open it with its password, save it without one and try again.",
    )
