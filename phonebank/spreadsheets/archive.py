"""A zip file whose entries all bear one time, so that the same figures give the same file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


class DatedArchive(ZipFile):
    """Everything written into it is dated `moment`.

    A page of a workbook that is named in `rows` is offered empty: these rows are put into it, piece
    by piece.
    """

    def __init__(
        self,
        path: Path,
        moment: datetime,
        rows: Mapping[str, Iterable[bytes]] | None = None,
    ) -> None:
        super().__init__(path, "w", ZIP_DEFLATED)
        self._moment, self._rows = moment, dict(rows or {})

    def writestr(
        self,
        zinfo_or_arcname: Any,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        entry = self._entry(str(zinfo_or_arcname))
        super().writestr(entry, data, compress_type, compresslevel)

    def write(
        self,
        filename: Any,
        arcname: Any = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        name = str(arcname or filename)
        content = Path(filename).read_bytes()
        with self.open(self._entry(name), "w", force_zip64=name in self._rows) as out:
            for piece in _with_rows(content, self._rows[name]) if name in self._rows else [content]:
                out.write(piece)

    def _entry(self, name: str) -> ZipInfo:
        entry = ZipInfo(name, self._moment.timetuple()[:6])
        entry.compress_type = ZIP_DEFLATED
        return entry


def _with_rows(page: bytes, rows: Iterable[bytes]) -> Iterator[bytes]:
    """The page with rows where it has none."""
    above, below = EMPTY.split(page)
    yield above + b"<sheetData>"
    yield from rows
    yield b"</sheetData>" + below


EMPTY = re.compile(rb"<sheetData ?/>|<sheetData></sheetData>")
