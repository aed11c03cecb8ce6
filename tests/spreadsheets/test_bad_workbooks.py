"""Workbooks that abort, hang or exhaust a parser: each costs one sentence, and soon."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest

from phonebank.domain.errors import InputRefused
from phonebank.domain.files import Reading
from phonebank.spreadsheets import parsing
from phonebank.spreadsheets.workbook_reading import WorkbookFile, workbook_look
from tests.spreadsheets import books

CHECKOUT = Path(__file__).parents[2]
READ = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from phonebank.domain.errors import InputRefused
from phonebank.domain.files import Reading
from phonebank.spreadsheets.workbook_reading import WorkbookFile, workbook_look
for name in sys.argv[1:]:
    path = Path(name)
    try:
        with WorkbookFile(path, workbook_look(path, Reading())) as file:
            rows = sum(len(batch.cells) for batch in file.batches())
        print(path.name, "was read,", rows, "rows")
    except InputRefused as refused:
        print(refused.message)
"""
UNSAFE = "roll.xlsx: this workbook could not be read safely."


def of_sheet(rows: str) -> Callable[[Path], Path]:
    return lambda path: books.write(path, books.parts(sheet=books.sheet(rows)))


def without_positions(path: Path) -> Path:
    """Cells that say not where they are: 300,000 rows by 500,000 columns, to the parser."""
    rows = "<row><c><v>1</v></c></row>" * 300_000
    return of_sheet(rows + "<row>" + "<c><v>1</v></c>" * 500_000 + "</row>")(path)


def many_strings(path: Path) -> Path:
    def pieces() -> Iterator[bytes]:
        yield books.strings().encode().partition(b"</sst>")[0]
        for n in range(60):
            noise = "".join(f"{n * m:x}" for m in range(20_000, 22_000)).encode()
            yield b"<si><t>" + noise * 60 + b"</t></si>"
        yield b"</sst>"

    return books.write_long(path, books.STRINGS, pieces())


def repeated_rows(path: Path) -> Path:
    cell = books.ods_cell("x", ' table:number-columns-repeated="16384"')
    row = books.ods_row(cell, more=' table:number-rows-repeated="1048576"')
    return books.write_ods(path, books.ods_table("A", row))


def bomb(path: Path) -> Path:
    return books.write_long(path, books.STRINGS, [b"<si><t>" + b"0" * (1 << 20)] * 400)


def of_bytes(raw: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(raw)
        return path

    return write


HOSTILE: dict[str, Callable[[Path], Path]] = {
    "strings of 400 MB in 2 MB": bomb,
    "two cells in opposite corners": of_sheet(
        books.cell("A1", "a") + books.cell("XFD1048576", "b")
    ),
    "one cell in the last corner": of_sheet('<row r="1"><c r="XFD1048576"><v>1</v></c></row>'),
    "row 999,999,999": of_sheet('<row r="999999999"><c r="A999999999"><v>1</v></c></row>'),
    "cells without positions": without_positions,
    "many strings": many_strings,
    "repeated rows": repeated_rows,
    "bad string index": of_sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
    "negative string index": of_sheet('<row r="1"><c r="A1" t="s"><v>-7</v></c></row>'),
    "no such style": of_sheet('<row r="1"><c r="A1" s="99999999999"><v>1</v></c></row>'),
    "cut sheet": lambda path: books.write(path, books.parts(sheet=books.sheet()[:-60])),
    "cut workbook": lambda path: books.write(path, books.parts(book="<workbook")),
    "no sheet": lambda path: books.write(
        path, {name: part for name, part in books.parts().items() if name != books.SHEET}
    ),
    "tags a million deep": of_sheet("<row>" * 1_000_000),
    "laughs": lambda path: books.write(path, books.parts(sheet=f"<!DOCTYPE x>{books.sheet()}")),
    "only zeros": of_bytes(b"PK\x03\x04" + bytes(100_000)),
    "an old workbook of noise": of_bytes(
        b"\xd0\xcf\x11\xe0" + "Workbook\0".encode("utf-16-le") + bytes(range(256)) * 400
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is kept on Linux")
@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_workbook_costs_one_sentence(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path / "roll.xlsx")
    assert path.stat().st_size < 8 << 20
    begun = seconds_of_children()
    ran = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("roll.xlsx")
    assert ran.stdout.count("\n") == 1
    assert seconds_of_children() - begun < 10


def seconds_of_children() -> float:
    """What ended children have worked: it tells less than a clock what else the computer does."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def replaced_child(folder: Path, code: str) -> Path:
    script = folder / "child.py"
    script.write_text(code)
    return script


def refusal(path: Path) -> str:
    with pytest.raises(InputRefused) as refused:
        workbook_look(path, Reading())
    return refused.value.message


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "import sys; sys.exit(1)",
        "pass",
        "import os; os.write(1, b'\\0\\0\\0\\x02[]')",
        "import os; os.write(1, b'\\xff\\xff\\xff\\xff')",
        "import os; os.write(1, b'\\0\\0\\0\\x09half'); os.abort()",
        "import os; os.write(1, b'\\0\\0'); os.abort()",
        "raise MemoryError",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    ],
)
def test_a_child_that_aborts_costs_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(parsing, "CHILD", replaced_child(tmp_path, code))
    assert refusal(books.write(tmp_path / "roll.xlsx", books.parts())) == UNSAFE


@pytest.mark.parametrize("said", ["", "os.write(1, b'\\0\\0');", "os.close(1);"])
def test_a_child_that_hangs_costs_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    code = f"import os, signal; {said} signal.pause()"
    monkeypatch.setattr(parsing, "CHILD", replaced_child(tmp_path, code))
    for limit in ("SECONDS", "SILENCE", "GRACE"):
        monkeypatch.setattr(parsing, limit, 0.3)
    begun = perf_counter()
    assert refusal(books.write(tmp_path / "roll.xlsx", books.parts())) == UNSAFE
    assert perf_counter() - begun < 20


def test_the_child_watches_its_own_time(tmp_path: Path) -> None:
    path = books.write(tmp_path / "roll.xlsx", books.parts())
    slow = (
        "import signal, sys\nfrom phonebank.spreadsheets import workbook_child\n"
        "workbook_child._opened = lambda *job, **how: signal.pause()\n"
        "sys.exit(workbook_child.main(sys.argv[1:]))"
    )
    begun = perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", slow, "look", str(path), "", "0.3", "0"],
        cwd=CHECKOUT,
        capture_output=True,
        check=False,
    )
    assert ran.returncode
    assert not ran.stdout
    assert perf_counter() - begun < 30


@pytest.mark.skipif(sys.platform == "win32", reason="knows no such limit")
def test_the_child_may_work_so_long_and_no_longer(tmp_path: Path) -> None:
    path = books.write(tmp_path / "roll.xlsx", books.parts())
    working = (
        "import itertools, sys\nfrom phonebank.spreadsheets import workbook_child\n"
        "workbook_child.BUSY = 1000\n"
        "workbook_child._opened = lambda *job, **how: all(itertools.repeat(1))\n"
        "sys.exit(workbook_child.main(sys.argv[1:]))"
    )
    begun = seconds_of_children()
    ran = subprocess.run(
        [sys.executable, "-c", working, "look", str(path), "", "0.3", "0"],
        cwd=CHECKOUT,
        capture_output=True,
        check=False,
    )
    assert ran.returncode in {-signal.SIGXCPU, -signal.SIGKILL}
    assert seconds_of_children() - begun < 10


def test_while_parsing_there_are_batches_without_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = books.write(tmp_path / "roll.xlsx", books.parts())
    look = workbook_look(path, Reading())
    monkeypatch.setattr(parsing, "CHILD", replaced_child(tmp_path, "import signal; signal.pause()"))
    monkeypatch.setattr(parsing, "A_MOMENT", 0.05)
    with WorkbookFile(path, look) as file:
        batches = file.batches()
        first, second = next(batches), next(batches)
    assert (first.cells, second.cells, second.done) == ([], [], 0)


HOLD = """
import sys
from pathlib import Path
from phonebank.domain.files import Reading
from phonebank.spreadsheets.workbook_reading import WorkbookFile, workbook_look
path = Path(sys.argv[1])
with WorkbookFile(path, workbook_look(path, Reading())) as file:
    next(batch for batch in file.batches(10) if batch.cells)
    print(file.child_id, flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_killed_program_leaves_no_child_behind(tmp_path: Path) -> None:
    rows = "".join(books.row(n, "x" * 200, "y") for n in range(1, 30_000))
    path = of_sheet(rows)(tmp_path / "roll.xlsx")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as program:
        assert program.stdout
        child = Path("/proc") / program.stdout.readline().decode().strip()
        assert is_running(child)
        program.kill()
    given_up = perf_counter() + 10
    while is_running(child) and perf_counter() < given_up:
        pass
    assert not is_running(child)


def is_running(child: Path) -> bool:
    """Whether the process is there and not merely waiting to be reaped."""
    try:
        return " Z " not in (child / "stat").read_text()
    except OSError:
        return False
