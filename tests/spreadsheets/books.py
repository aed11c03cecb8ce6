"""Workbooks made by hand, so that they can be as wrong as nobody's program would make them."""

import struct
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TOP = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    f'{TOP}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
ROOT = (
    f'{TOP}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
WORKBOOK = (
    f'{TOP}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Members" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    f'{TOP}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
    f'Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"


def cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    letters = "ABCDEFGH"
    made = (cell(f"{letters[at]}{number}", text) for at, text in enumerate(cells))
    return f'<row r="{number}">{"".join(made)}</row>'


ROWS = row(1, "Name", "Phone") + row(2, "Ada Byron", "01632 960001")


def sheet(rows: str = ROWS, before: str = "", after: str = "") -> str:
    return (
        f'{TOP}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def strings(*texts: str) -> str:
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'{TOP}<sst xmlns="{MAIN}">{shared}</sst>'


def parts(**changed: str | bytes) -> dict[str, str | bytes]:
    """The parts of a good workbook, some of them `changed`: sheet, strings, book."""
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        BOOK: changed.get("book", WORKBOOK),
        "xl/_rels/workbook.xml.rels": RELATIONS,
        SHEET: changed.get("sheet", sheet()),
        STRINGS: changed.get("strings", strings()),
    }


def write(path: Path, of_parts: Mapping[str, str | bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as zipped:
        for name, content in of_parts.items():
            zipped.writestr(name, content)
    return path


def write_long(path: Path, name: str, pieces: Iterable[bytes]) -> Path:
    """A good workbook but for one part, which is made of pieces and never held whole."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as zipped:
        for other, content in parts().items():
            if other != name:
                zipped.writestr(other, content)
        with zipped.open(name, "w", force_zip64=True) as part:
            for piece in pieces:
                part.write(piece)
    return path


def write_raw(path: Path, entries: Iterable[tuple[str, bytes, int]], flags: int = 0) -> Path:
    """A zip by its own rules: names, contents, and how large each is said to be."""
    out, directory, count = BytesIO(), b"", 0
    for name, content, said in entries:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = deflate.compress(content) + deflate.flush()
        crc, coded = zlib.crc32(content[:said]), name.encode()
        fixed = struct.pack(
            "<HHHHHIIIHH", 20, flags, 8, 0, 33, crc, len(packed), said, len(coded), 0
        )
        at, count = out.tell(), count + 1
        out.write(b"PK\x03\x04" + fixed + coded + packed)
        directory += b"PK\x01\x02\x14\x00" + fixed + struct.pack("<HHHII", 0, 0, 0, 0, at) + coded
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), out.tell(), 0)
    path.write_bytes(out.getvalue() + directory + b"PK\x05\x06" + end)
    return path


def raw(of_parts: Mapping[str, str | bytes]) -> list[tuple[str, bytes, int]]:
    """Parts for `write_raw`, each as large as it is."""
    coded = {
        name: content.encode() if isinstance(content, str) else content
        for name, content in of_parts.items()
    }
    return [(name, content, len(content)) for name, content in coded.items()]


ODS_TOP = (
    f'{TOP}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' office:version="1.3"><office:body><office:spreadsheet>'
)
ODS_END = "</office:spreadsheet></office:body></office:document-content>"


def ods_cell(text: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def ods_row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def ods_table(name: str, *rows: str) -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def write_ods(path: Path, *tables: str) -> Path:
    content = ODS_TOP + "".join(tables) + ODS_END
    manifest = (
        f'{TOP}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:'
        '1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    return write(
        path,
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
        },
    )
