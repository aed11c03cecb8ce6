"""A zip file whose entries all bear one time, so that the same figures give the same file."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


class DatedArchive(ZipFile):
    """Everything written into it is dated `moment`.

    An entry of `streams` is written from there, piece by piece, whatever else is offered for it.
    """

    def __init__(
        self,
        path: Path,
        moment: datetime,
        streams: Mapping[str, Iterable[bytes]] | None = None,
    ) -> None:
        super().__init__(path, "w", ZIP_DEFLATED)
        self._moment, self._streams = moment, dict(streams or {})

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
        with self.open(self._entry(name), "w", force_zip64=name in self._streams) as out:
            if name in self._streams:
                for piece in self._streams[name]:
                    out.write(piece)
            else:
                with Path(filename).open("rb") as file:
                    copyfileobj(file, out)

    def _entry(self, name: str) -> ZipInfo:
        entry = ZipInfo(name, self._moment.timetuple()[:6])
        entry.compress_type = ZIP_DEFLATED
        return entry
