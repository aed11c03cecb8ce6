"""What the XML of a sheet tells without being parsed: how far it reaches, and what it hides."""

import re

from phonebank.spreadsheets.parts import Unsafe

ROWS, COLUMNS = 1_048_576, 16_384
FEW_COLUMNS = 26  # in a wider sheet the rectangle grows by an eighth at once
MOST_CELLS = 64_000_000
"""Cells in the rectangle around all that are filled; the parser makes room for every one."""

# A reference that a tag closed at once bears belongs to an empty cell or row, which is not kept.
IS_EMPTY = rb"""(?!["'](?:\s+[\w:]+="[^"<>]*")*\s*/>)"""
ROW_NUMBER = re.compile(rb"<row\b[^<>]*?\sr=[\"']([0-9]+)")
HIDDEN_ROW = re.compile(rb'<row\b[^<>]*\shidden="(?:1|true)"')
HIDDEN_COLUMN = re.compile(rb'<col\b[^<>]*\shidden="(?:1|true)"[^<>]*>')
FROM, TO = re.compile(rb'\smin="([0-9]{1,5})"'), re.compile(rb'\smax="([0-9]{1,5})"')
TABLE = re.compile(rb"<table:table(?=[\s>])")
TABLE_NAME = re.compile(rb'\s[^<>]*?table:name="([^"]*)"')
REPEATED = re.compile(rb'-repeated="([0-9]+)"[^<>]*>')
SPANNED = re.compile(rb'-spanned="(?:[2-9]|[1-9][0-9]+)"[^<>]*>')
COLLAPSED = re.compile(rb'<table:table-(row|column)\b[^<>]*visibility="(?:collapse|filter)"[^<>]*>')


class Box:
    """The rectangle around the filled cells of one sheet, never smaller than it is."""

    def __init__(self) -> None:
        self.columns, self.rows = 1, 999
        self._beyond = _beyond(self.columns, self.rows)

    def take(self, xml: bytes) -> None:
        """Grow around every reference in it; Unsafe where that becomes absurd."""
        at = 0
        while found := self._beyond.search(xml, at):
            self._grow(_column(found["column"].upper()), found["row"])
            at = found.end()

    def _grow(self, column: int, row: bytes) -> None:
        if len(row) > len(str(ROWS)) or int(row) > ROWS or column > COLUMNS:
            raise Unsafe("a cell lies beyond the last that a sheet can have")
        if column > self.columns:
            self.columns = column if column <= FEW_COLUMNS else min(column * 9 // 8, COLUMNS)
        self.rows = max(self.rows, _rounded_up(int(row)))
        if self.columns * min(self.rows, ROWS) > MOST_CELLS:
            raise Unsafe("its cells are spread over a larger area than any roll")
        self._beyond = _beyond(self.columns, self.rows)


def _rounded_up(row: int) -> int:
    """To nines behind the first digit, so that growing is rare: 234 to 299."""
    unit = int("1" + "0" * (len(str(row)) - 1))
    return (row // unit + 1) * unit - 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - 64
    return number


def _letters(column: int) -> str:
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def _beyond(columns: int, rows: int) -> re.Pattern[bytes]:
    """Finds a reference, of a row or a cell, that lies outside `columns` times `rows`.

    It is slow only where it finds one: nearly all lie within and are passed over at first sight.
    """
    name = _letters(columns)
    nearer = []
    for at, letter in enumerate(name):
        same = "".join(f"[{sign}{sign.lower()}]" for sign in name[:at])
        last = letter if at == len(name) - 1 else chr(ord(letter) - 1)
        if last >= "A":
            rest = rf"[A-Za-z]{{{len(name) - at - 1}}}"
            nearer.append(rf"{same}[A-{last}a-{last.lower()}]{rest}")
    nearer.append(rf"[A-Za-z]{{0,{len(name) - 1}}}")
    lead, digits = str(rows)[0], len(str(rows))
    higher = rf"(?:[1-{lead}][0-9]{{{digits - 1}}}|[0-9]{{1,{digits - 1}}})"
    within = rf"(?!(?:{'|'.join(nearer)}){higher}[\"'])"
    whole = r"(?P<column>[A-Za-z]*)(?P<row>[0-9]+)"
    return re.compile(rf"r\s*=\s*[\"']{within}{whole}".encode() + IS_EMPTY)


class SheetScan:
    """Reads the XML of one sheet in pieces that begin with a tag, and counts."""

    def __init__(self) -> None:
        self.first = self.last = self._row = 0
        self.formulas = self.hidden_rows = self.hidden_columns = self.merged = self.errors = 0
        self._box = Box()

    def take(self, xml: bytes) -> None:
        self._box.take(xml)
        if b"f" in xml and b"<f" in xml:  # one byte is looked for many times as fast as two
            self.formulas += xml.count(b"<f>") + xml.count(b"<f ")
        self.merged += xml.count(b"<mergeCell ")
        self.errors += xml.count(b't="e"')
        if b'hidden="' in xml and (b'hidden="1"' in xml or b'hidden="true"' in xml):
            self.hidden_rows += len(HIDDEN_ROW.findall(xml))
            self.hidden_columns += sum(_columns_of(tag) for tag in HIDDEN_COLUMN.findall(xml))
        self._find_rows(xml)

    def _find_rows(self, xml: bytes) -> None:
        """The first row, and the last that holds a value."""
        if not self.first and (found := ROW_NUMBER.search(xml)):
            self.first = int(found[1])
        value = max(xml.rfind(b"</v>"), xml.rfind(b"</is>"))
        if value >= 0:
            self.last = _row_before(xml, value) or self._row or self.last
        self._row = _row_before(xml, len(xml)) or self._row

    @property
    def rows(self) -> int:
        """From the first row to the last with a value."""
        return self.last - self.first + 1 if self.last else 0


def _row_before(xml: bytes, end: int) -> int:
    found = ROW_NUMBER.match(xml, max(0, xml.rfind(b"<row", 0, end)))
    return int(found[1]) if found else 0


def _columns_of(tag: bytes) -> int:
    """How many columns one tag is about; programs hide all to the right of a table with one."""
    first, last = FROM.search(tag), TO.search(tag)
    number = int(last[1]) - int(first[1]) + 1 if first and last else 1
    return number if last and int(last[1]) < COLUMNS else 1


class TableScan:
    """One table of an OpenDocument file; counts as `SheetScan` does."""

    def __init__(self, name: str) -> None:
        self.name, self.rows, self._repeated = name, 0, 0
        self.formulas = self.hidden_rows = self.hidden_columns = self.merged = self.errors = 0

    def take(self, xml: bytes) -> None:
        for repeated in REPEATED.finditer(xml):
            self._bound(xml, repeated)
        self.formulas += xml.count(b"table:formula=")
        self.merged += len(SPANNED.findall(xml))
        self.errors += xml.count(b'value-type="error"')
        if b'visibility="' in xml:
            self._count_hidden(xml)

    def _bound(self, xml: bytes, repeated: re.Match[bytes]) -> None:
        """Unsafe where rows or cells are repeated absurdly often; empty cells take no room."""
        number = int(repeated[1])
        if number > (ROWS if xml.endswith(b"-rows", 0, repeated.start()) else COLUMNS):
            raise Unsafe("a cell is repeated beyond the last that a sheet can have")
        if b"office:" in xml[xml.rfind(b"<", 0, repeated.start()) : repeated.end()]:
            self._repeated += number
        if self._repeated > MOST_CELLS:
            raise Unsafe("its cells are spread over a larger area than any roll")

    def _count_hidden(self, xml: bytes) -> None:
        for hidden in COLLAPSED.finditer(xml):
            repeated = REPEATED.search(hidden[0])
            number = int(repeated[1]) if repeated else 1
            if hidden[1] == b"row":
                self.hidden_rows += number
            else:
                self.hidden_columns += number
