"""The file of a mapping: which columns of a file hold which field, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from phonebank.domain.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MOST_BYTES = 1_000_000


def read(file: Path | None) -> dict[str, list[str]]:
    """The columns of each field; InputRefused where the file is no mapping."""
    if file is None:
        return {}
    try:
        told = json.loads(_text(file))
    except (OSError, ValueError, RecursionError) as error:
        raise _no_mapping(file) from error
    if not isinstance(told, dict):
        raise _no_mapping(file)
    columns = {name: [held] if isinstance(held, str) else held for name, held in told.items()}
    if not all(isinstance(held, list) and all(map(_is_text, held)) for held in columns.values()):
        raise _no_mapping(file)
    return columns


def save(
    file: Path,
    proposed: Mapping[str, Sequence[str]],
    chosen: Mapping[str, str | Sequence[str]],
) -> None:
    """Write the columns that an import uses; InputRefused for a file that is no mapping."""
    if file.exists() and not _is_mapping(file):
        raise InputRefused(
            f"{file} exists already and is not a mapping that may be replaced.",
            kept="It was not touched and nothing was imported.",
            next_step="Choose another name for the mapping.",
        )
    told = {name: [held] if isinstance(held, str) else list(held) for name, held in chosen.items()}
    taken = {header for headers in told.values() for header in headers}
    beside = {name: [one for one in held if one not in taken] for name, held in proposed.items()}
    columns = {name: held for name, held in {**beside, **told}.items() if held}
    file.write_text(json.dumps(columns, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _is_mapping(file: Path) -> bool:
    try:
        read(file)
    except InputRefused:
        return False
    return True


def _text(file: Path) -> str:
    """ValueError for what is no file, so that nothing waits for a pipe, and for one too long."""
    if not file.is_file() or file.stat().st_size > MOST_BYTES:
        raise ValueError
    return file.read_text("utf-8-sig")


def _is_text(held: object) -> bool:
    return isinstance(held, str)


def _no_mapping(file: Path) -> InputRefused:
    return InputRefused(
        f"{file} is not a mapping of columns.",
        kept="Nothing was imported.",
        next_step='Write it like {"mobile": "Telephone", "address": ["Street", "Town"]}.',
    )
