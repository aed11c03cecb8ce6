"""What a workbook truly is, and what its sheets are called and hold besides plain cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from phonebank.spreadsheets.sheet_scan import SheetScan, TableScan

XLSX, XLSM = "Excel workbook (XLSX)", "Excel workbook with macros (XLSM)"
XLSB, XLS = "Excel workbook (binary XLSB)", "Excel workbook (old XLS)"
ODS = "OpenDocument spreadsheet (ODS)"
ENDINGS = {XLSX: ".xlsx", XLSM: ".xlsm", XLSB: ".xlsb", XLS: ".xls", ODS: ".ods"}
SHEET_TAG = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
RELATION_TAG = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
IS_1904 = re.compile(rb"\sdate1904\s*=\s*[\"'](?:1|true)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFindings:
    """What one sheet holds besides plain cells; `rows` from the first to the last with a value."""

    name: str
    rows: int = 0
    formulas: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    merged: int = 0
    errors: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """A workbook that may be parsed: what it truly is, its size unpacked in bytes, its sheets.

    Of binary kinds (XLS, XLSB) nothing is known of the sheets.
    """

    kind: str
    unpacked: int
    sheets: Sequence[SheetFindings] = ()
    is_1904: bool = False

    def sheet(self, name: str) -> SheetFindings:
        found = (sheet for sheet in self.sheets if sheet.name == name)
        return next(found, SheetFindings(name=name))


def found(name: str, scan: SheetScan | TableScan) -> SheetFindings:
    return SheetFindings(
        name=name,
        rows=scan.rows,
        formulas=scan.formulas,
        hidden_rows=scan.hidden_rows,
        hidden_columns=scan.hidden_columns,
        merged=scan.merged,
        errors=scan.errors,
    )


def named(book: bytes, relations: bytes, scans: Mapping[str, SheetScan]) -> Sequence[SheetFindings]:
    """The scans of an Excel workbook's parts, by part, as findings in the order of its sheets."""
    tags = map(_attributes, RELATION_TAG.findall(relations))
    targets = {tag.get("Id", ""): tag.get("Target", "") for tag in tags}
    sheets = []
    for tag in map(_attributes, SHEET_TAG.findall(book)):
        target = targets.get(tag.get("r:id", ""), "").lstrip("/")
        key = (target if target.startswith("xl/") else f"xl/{target}").casefold()
        if key in scans:
            sheets.append(found(tag.get("name", ""), scans[key]))
    return sheets


def _attributes(tag: bytes) -> Mapping[str, str]:
    return {
        name.decode(): unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in ATTRIBUTE.findall(tag)
    }
