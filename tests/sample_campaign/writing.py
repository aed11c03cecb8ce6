"""The campaign as files: roll.csv and calls.csv as text, roll.xlsx as a workbook of fixed bytes."""

import csv
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.sample_campaign import facts
from tests.sample_campaign.call_lists import Call
from tests.sample_campaign.campaign import Campaign
from tests.sample_campaign.roll import Elector

ROLL_COLUMNS = (
    "membership_number", "title", "first_name", "last_name", "mobile", "landline", "email",
    "address", "postcode", "constituency", "section", "affiliate", "joined_on", "previous_vote",
    "recruited_by", "eligible", "do_not_call",
)  # fmt: skip
CALL_COLUMNS = (
    "membership_number", "called_at", "caller", "outcome", "intention", "strength",
    "previous_vote", "reasons", "ballot", "note", "call_id", "number", "callback_at",
    "callback_for", "do_not_call", "supersedes",
)  # fmt: skip
_WIDTHS = (18, 7, 14, 18, 14, 15, 36, 38, 10, 29, 21, 26, 11, 14, 15, 9, 12)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def files_of(campaign: Campaign) -> dict[str, bytes]:
    """File names of sample_data, and what they are to hold."""
    roll = [_roll_row(elector) for elector in campaign.electors]
    calls = [_call_row(call) for call in campaign.calls]
    return {
        "roll.csv": _csv(ROLL_COLUMNS, roll),
        "roll.xlsx": _workbook(ROLL_COLUMNS, roll),
        "calls.csv": _csv(CALL_COLUMNS, calls),
    }


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _roll_row(elector: Elector) -> list[str]:
    return [
        elector.membership_number, elector.title, elector.first_name, elector.last_name,
        elector.mobile, elector.landline, elector.email, elector.address, elector.postcode,
        elector.constituency, elector.section, elector.affiliate, elector.joined_on.isoformat(),
        elector.previous_vote, elector.recruited_by, _yes(elector.eligible),
        _yes(elector.do_not_call),
    ]  # fmt: skip


def _call_row(call: Call) -> list[str]:
    return [
        call.elector.membership_number, call.at.isoformat(), call.caller, call.outcome,
        call.intention, call.strength, call.previous_vote, ";".join(call.reasons), call.ballot,
        call.note, call.call_id, call.number,
        call.callback_at.isoformat() if call.callback_at else "", call.callback_for,
        "yes" if call.do_not_call else "", call.supersedes,
    ]  # fmt: skip


def _csv(columns: tuple[str, ...], rows: list[list[str]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def _workbook(columns: tuple[str, ...], rows: list[list[str]]) -> bytes:
    """One sheet of text cells under a bold, frozen header; text keeps the noughts of telephones."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Roll")
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCDEFGHIJKLMNOPQ", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.append([_header(sheet, column) for column in columns])
    for row in rows:
        sheet.append([_text(sheet, value) for value in row])
    book.properties.creator = "phonebank"
    book.properties.created = facts.MADE_AT.replace(tzinfo=None)
    raw = BytesIO()
    book.save(raw)
    return _with_fixed_dates(raw)


def _header(sheet: Worksheet, value: str) -> Cell:
    cell = WriteOnlyCell(sheet, value)
    cell.font, cell.alignment = Font(name="Calibri", bold=True), Alignment(vertical="center")
    return cell


def _text(sheet: Worksheet, value: str) -> Cell | None:
    if not value:
        return None
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = "@"
    return cell


def _with_fixed_dates(raw: BytesIO) -> bytes:
    """The same parts with dates that don't change: in the archive, and of the last change."""
    out = BytesIO()
    with ZipFile(raw) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _with_fixed_change(part)
            entry = ZipInfo(name, _ZIP_DATE)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            target.writestr(entry, part)
    return out.getvalue()


def _with_fixed_change(part: bytes) -> bytes:
    head, mark, rest = part.partition(b'<dcterms:modified xsi:type="dcterms:W3CDTF">')
    made = facts.MADE_AT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return head + mark + made + rest[rest.index(b"<") :]
