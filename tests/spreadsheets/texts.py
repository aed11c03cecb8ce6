"""A text written and read again: what the tests of reading texts share."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from phonebank.domain.errors import InputRefused
from phonebank.domain.files import BadRow, FileLook, Reading
from phonebank.spreadsheets.reading import look_at, open_file

AS_IT_IS = Reading()
ROLL = (
    "id,name,postcode,phone\n"
    "1,Ada,ZZ1 1AA,07700900001\n"
    "2,Zoë,ZZ1 1AB,07700900002\n"
    "3,Renée,ZZ1 1AC,07700900003\n"
)
HEADERS = ["id", "name", "postcode", "phone"]
CELLS = [
    ["1", "Ada", "ZZ1 1AA", "07700900001"],
    ["2", "Zoë", "ZZ1 1AB", "07700900002"],
    ["3", "Renée", "ZZ1 1AC", "07700900003"],
]


class Read(NamedTuple):
    """All batches of a file together."""

    look: FileLook
    cells: Sequence[Sequence[str]]
    lines: Sequence[int]
    bad: Sequence[BadRow]
    blank: int

    @property
    def bad_lines(self) -> list[int]:
        return [row.line for row in self.bad]


def written(folder: Path, raw: bytes | str, name: str = "roll.csv") -> Path:
    path = folder / name
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return path


def read(path: Path, reading: Reading = AS_IT_IS, size: int = 500) -> Read:
    look = look_at(path, reading)
    with open_file(path, look) as file:
        batches = list(file.batches(size))
        assert batches[-1].done == file.total == look.size
    return Read(
        look,
        [row for rows in batches for row in rows.cells],
        [line for rows in batches for line in rows.lines],
        [bad for rows in batches for bad in rows.bad],
        sum(rows.blank for rows in batches),
    )


def refusal(path: Path, reading: Reading = AS_IT_IS) -> str:
    with pytest.raises(InputRefused) as refused:
        read(path, reading)
    assert refused.value.kept == "Nothing was imported."
    assert refused.value.next_step
    return refused.value.message
