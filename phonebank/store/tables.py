"""All tables in one place, for migrations and for whoever must visit every one."""

from phonebank.store import (
    call_schema,
    contest_schema,
    copy_schema,
    elector_indexes,
    floor_schema,
    import_schema,
    pack_schema,
    work_schema,
)
from phonebank.store.schema import Base

__all__ = [
    "METADATA",
    "call_schema",
    "contest_schema",
    "copy_schema",
    "elector_indexes",
    "floor_schema",
    "import_schema",
    "pack_schema",
    "work_schema",
]

METADATA = Base.metadata
