"""Imports that can be undone, finding anybody, segments, duplicates and the audit."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEPT = "the audit is only ever added to"
APPEND_ONLY = (
    f"CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit "
    f"WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
)
PARTICLES = frozenset(
    [
        "al",
        "ap",
        "d",
        "da",
        "de",
        "del",
        "di",
        "du",
        "el",
        "fitz",
        "l",
        "la",
        "le",
        "mac",
        "mc",
        "o",
        "san",
        "st",
        "van",
        "von",
    ]
)
# Contentless: the words stay where they are, on the electors. Rows are asked for by their number.
SEARCH = (
    "CREATE VIRTUAL TABLE elector_words USING fts5(words, content='', contentless_delete=1, "
    "detail=none, prefix='1 2 3 4', tokenize='ascii')",
    "CREATE VIRTUAL TABLE elector_digits USING fts5(digits, content='', contentless_delete=1, "
    "detail=none, tokenize='trigram')",
    # Four times the room for words not yet written: fewer pieces to put together after an import.
    "INSERT INTO elector_words (elector_words, rank) VALUES ('hashsize', 4194304)",
    "INSERT INTO elector_digits (elector_digits, rank) VALUES ('hashsize', 4194304)",
)


def upgrade() -> None:
    _make_tables()
    _widen_tables()
    _make_search()
    for trigger in APPEND_ONLY:
        op.execute(trigger)
    op.execute("PRAGMA user_version = 2")


def _make_tables() -> None:
    op.create_table(
        "decision",
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("written", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("field", "key", name=op.f("pk_decision")),
    )
    op.create_table(
        "file_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_source")),
        sa.UniqueConstraint("key", name=op.f("uq_file_source_key")),
    )
    op.create_table(
        "postcode",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("constituency_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_postcode")),
    )
    op.create_table(
        "postcode_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postcode_file")),
    )
    op.create_table(
        "segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("tree", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
        sa.UniqueConstraint("name", name=op.f("uq_segment_name")),
    )
    op.create_table(
        "file_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("read_as", sa.String(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_file_import_caller_id_caller")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["file_source.id"], name=op.f("fk_file_import_source_id_file_source")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["caller.id"], name=op.f("fk_file_import_undone_by_caller")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_import")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("elector_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_audit_caller_id_caller")
        ),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_audit_elector_id_elector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_elector_id"), ["elector_id"], unique=False)

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("elector_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_follow_up_caller_id_caller")
        ),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_follow_up_elector_id_elector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_up_elector_id"), ["elector_id"], unique=False)

    op.create_table(
        "import_change",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("elector_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_import_change_elector_id_elector")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["file_import.id"], name=op.f("fk_import_change_import_id_file_import")
        ),
        sa.PrimaryKeyConstraint("import_id", "elector_id", name=op.f("pk_import_change")),
    )
    with op.batch_alter_table("import_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_change_elector_id"), ["elector_id"], unique=False
        )

    op.create_table(
        "kept_apart",
        sa.Column("elector_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_kept_apart_elector_id_elector")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["elector.id"], name=op.f("fk_kept_apart_other_id_elector")
        ),
        sa.PrimaryKeyConstraint("elector_id", "other_id", name=op.f("pk_kept_apart")),
    )
    with op.batch_alter_table("kept_apart", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_apart_other_id"), ["other_id"], unique=False)

    op.create_table(
        "tag",
        sa.Column("elector_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_tag_elector_id_elector")
        ),
        sa.PrimaryKeyConstraint("elector_id", "name", name=op.f("pk_tag")),
    )
    with op.batch_alter_table("tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tag_name"), ["name"], unique=False)

    op.create_table(
        "imported_call",
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.call_id"], name=op.f("fk_imported_call_call_id_call")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["file_import.id"], name=op.f("fk_imported_call_import_id_file_import")
        ),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_imported_call")),
    )
    with op.batch_alter_table("imported_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imported_call_import_id"), ["import_id"], unique=False)


def _widen_tables() -> None:
    with op.batch_alter_table("call_list", schema=None) as batch_op:
        batch_op.add_column(sa.Column("segment_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_call_list_segment_id_segment"), "segment", ["segment_id"], ["id"]
        )

    with op.batch_alter_table("elector", schema=None) as batch_op:
        batch_op.add_column(sa.Column("added_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("source_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("row_hash", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("corrected", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("merged_into", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_elector_merged_into",
            ["merged_into"],
            unique=False,
            sqlite_where=sa.text("merged_into IS NOT NULL"),
            postgresql_where=sa.text("merged_into IS NOT NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_elector_added_by_file_import"), "file_import", ["added_by"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_elector_source_id_file_source"), "file_source", ["source_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_elector_merged_into_elector"), "elector", ["merged_into"], ["id"]
        )

    with op.batch_alter_table("phone_number", schema=None) as batch_op:
        batch_op.add_column(sa.Column("extension", sa.String(), server_default="", nullable=False))

    with op.batch_alter_table("skip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_skip_elector_id"), ["elector_id"], unique=False)


def _make_search() -> None:
    """Make the search tables; names are sorted and compared surname first from here on."""
    for statement in SEARCH:
        op.execute(statement)
    connection = op.get_bind()
    asked = "SELECT id, first_name, last_name, postcode FROM elector ORDER BY id"
    for elector, first, last, postcode in connection.exec_driver_sql(asked).all():
        key = f"{_key(last)} {_key(first)}".strip()
        connection.exec_driver_sql("UPDATE elector SET name_key = ? WHERE id = ?", (key, elector))
        connection.exec_driver_sql(
            "INSERT INTO elector_words (rowid, words) VALUES (?, ?)",
            (elector, _words(key, first, last, postcode)),
        )
    op.execute(
        "INSERT INTO elector_digits (rowid, digits) SELECT elector_id, group_concat("
        "CASE WHEN e164 LIKE '+44%' THEN '0' || substr(e164, 4) "
        "WHEN e164 IS NOT NULL THEN substr(e164, 2) "
        "ELSE replace(replace(replace(replace(replace(replace(written, ' ', ''), '-', ''), "
        "'(', ''), ')', ''), '.', ''), '+', '') END, ' ') "
        "FROM phone_number GROUP BY elector_id ORDER BY elector_id"
    )


def _key(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (c for c in decomposed if not unicodedata.combining(c) and c not in "'’‘`.")
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def _words(key: str, first: str, last: str, postcode: str) -> str:
    together = [_key(name.replace("-", "")) for name in (last, first) if "-" in name]
    particle, _, rest = key.partition(" ")
    if rest and particle in PARTICLES:
        together.append(particle + rest.partition(" ")[0])
    outward = postcode.partition(" ")[0] if " " in postcode else postcode
    return " ".join([key, *together, outward])
