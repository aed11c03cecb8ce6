"""The call floor: lists with states, scripts, shifts, drafts, paper sheets, and packs."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    connection = op.get_bind()
    asked = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'call'"
    triggers = connection.exec_driver_sql(asked).scalars().all()
    _make_tables()
    _widen_tables()
    _order_queue()
    for trigger in triggers:  # they went with the table that was made anew
        op.execute(trigger)
    connection.exec_driver_sql("UPDATE campaign SET uid = ?", (str(uuid4()),))
    op.execute("PRAGMA user_version = 3")


def _make_tables() -> None:
    op.create_table(
        "script",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script")),
        sa.UniqueConstraint("name", name=op.f("uq_script_name")),
    )
    op.create_table(
        "shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venue", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
    )
    with op.batch_alter_table("shift", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shift_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "script_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("script_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_script_version_caller_id_caller")
        ),
        sa.ForeignKeyConstraint(
            ["script_id"], ["script.id"], name=op.f("fk_script_version_script_id_script")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script_version")),
        sa.UniqueConstraint("script_id", "number", name=op.f("uq_script_version_script_id")),
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("machine", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_seat_caller_id_caller")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_caller_id"), ["caller_id"], unique=False)

    op.create_table(
        "shift_caller",
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_shift_caller_caller_id_caller")
        ),
        sa.ForeignKeyConstraint(
            ["shift_id"], ["shift.id"], name=op.f("fk_shift_caller_shift_id_shift")
        ),
        sa.PrimaryKeyConstraint("shift_id", "caller_id", name=op.f("pk_shift_caller")),
    )
    with op.batch_alter_table("shift_caller", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shift_caller_caller_id"), ["caller_id"], unique=False)

    op.create_table(
        "call_list_caller",
        sa.Column("call_list_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_list_id"],
            ["call_list.id"],
            name=op.f("fk_call_list_caller_call_list_id_call_list"),
        ),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_call_list_caller_caller_id_caller")
        ),
        sa.PrimaryKeyConstraint("call_list_id", "caller_id", name=op.f("pk_call_list_caller")),
    )
    with op.batch_alter_table("call_list_caller", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_call_list_caller_caller_id"), ["caller_id"], unique=False
        )

    op.create_table(
        "call_sheet",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("call_list_id", sa.Integer(), nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_list_id"], ["call_list.id"], name=op.f("fk_call_sheet_call_list_id_call_list")
        ),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_call_sheet_caller_id_caller")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_call_sheet")),
    )
    op.create_table(
        "pack",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("call_list_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("recalled_at", sa.DateTime(), nullable=True),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_list_id"], ["call_list.id"], name=op.f("fk_pack_call_list_id_call_list")
        ),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_pack_caller_id_caller")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["caller.id"], name=op.f("fk_pack_issued_by_caller")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack")),
    )
    with op.batch_alter_table("pack", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pack_caller_id"), ["caller_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("elector_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("entered", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_draft_caller_id_caller")
        ),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_draft_elector_id_elector")
        ),
        sa.PrimaryKeyConstraint("caller_id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_elector_id"), ["elector_id"], unique=False)

    op.create_table(
        "pack_elector",
        sa.Column("pack_id", sa.String(), nullable=False),
        sa.Column("elector_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_pack_elector_elector_id_elector")
        ),
        sa.ForeignKeyConstraint(
            ["pack_id"], ["pack.id"], name=op.f("fk_pack_elector_pack_id_pack")
        ),
        sa.PrimaryKeyConstraint("pack_id", "elector_id", name=op.f("pk_pack_elector")),
    )
    with op.batch_alter_table("pack_elector", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pack_elector_elector_id"), ["elector_id"], unique=False
        )

    op.create_table(
        "pack_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pack_id", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_hash", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_pack_merge_caller_id_caller")
        ),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_pack_merge_pack_id_pack")),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["caller.id"], name=op.f("fk_pack_merge_undone_by_caller")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_merge")),
    )
    with op.batch_alter_table("pack_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pack_merge_pack_id"), ["pack_id"], unique=False)

    op.create_table(
        "passed_on",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("elector_id", sa.Integer(), nullable=False),
        sa.Column("to_caller_id", sa.Integer(), nullable=True),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_passed_on_caller_id_caller")
        ),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_passed_on_elector_id_elector")
        ),
        sa.ForeignKeyConstraint(
            ["to_caller_id"], ["caller.id"], name=op.f("fk_passed_on_to_caller_id_caller")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passed_on")),
    )
    with op.batch_alter_table("passed_on", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passed_on_elector_id"), ["elector_id"], unique=False)

    op.create_table(
        "put_by",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("settled", sa.String(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merge_id"], ["pack_merge.id"], name=op.f("fk_put_by_merge_id_pack_merge")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["caller.id"], name=op.f("fk_put_by_settled_by_caller")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_put_by")),
    )
    with op.batch_alter_table("put_by", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_put_by_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_put_by_merge_id"), ["merge_id"], unique=False)

    op.create_table(
        "call_sheet_row",
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("elector_id", sa.Integer(), nullable=False),
        sa.Column("number_id", sa.Integer(), nullable=True),
        sa.Column("call_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.call_id"], name=op.f("fk_call_sheet_row_call_id_call")
        ),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_call_sheet_row_elector_id_elector")
        ),
        sa.ForeignKeyConstraint(
            ["number_id"],
            ["phone_number.id"],
            name=op.f("fk_call_sheet_row_number_id_phone_number"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["sheet"], ["call_sheet.number"], name=op.f("fk_call_sheet_row_sheet_call_sheet")
        ),
        sa.PrimaryKeyConstraint("sheet", "row", name=op.f("pk_call_sheet_row")),
    )
    with op.batch_alter_table("call_sheet_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_sheet_row_call_id"), ["call_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_call_sheet_row_elector_id"), ["elector_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_call_sheet_row_number_id"), ["number_id"], unique=False
        )

    op.create_table(
        "merged_call",
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.call_id"], name=op.f("fk_merged_call_call_id_call")
        ),
        sa.ForeignKeyConstraint(
            ["merge_id"], ["pack_merge.id"], name=op.f("fk_merged_call_merge_id_pack_merge")
        ),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_merged_call")),
    )
    with op.batch_alter_table("merged_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merged_call_merge_id"), ["merge_id"], unique=False)

    op.create_table(
        "settled_case",
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.call_id"], name=op.f("fk_settled_case_call_id_call")
        ),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_settled_case_caller_id_caller")
        ),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_settled_case")),
    )


def _widen_tables() -> None:
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seconds", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("script_version_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_call_script_version_id_script_version"),
            "script_version",
            ["script_version_id"],
            ["id"],
        )

    with op.batch_alter_table("call_list", schema=None) as batch_op:
        batch_op.add_column(sa.Column("script_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("state", sa.String(), server_default="open", nullable=False))
        batch_op.add_column(sa.Column("priority", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("opens_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("closes_at", sa.DateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("for_mp", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_call_list_script_id_script"), "script", ["script_id"], ["id"]
        )
        batch_op.create_check_constraint("state", "state IN ('draft', 'open', 'paused', 'closed')")

    with op.batch_alter_table("caller", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("has_left", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.add_column(sa.Column("uid", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("pack_id", sa.String(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_campaign_pack_id_pack"), "pack", ["pack_id"], ["id"]
        )

    with op.batch_alter_table("contest", schema=None) as batch_op:
        batch_op.add_column(sa.Column("archived_at", sa.DateTime(), nullable=True))

    with op.batch_alter_table("lease", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seat_id", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("pack_id", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("sheet", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_lease_pack_id"), ["pack_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lease_seat_id"), ["seat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lease_sheet"), ["sheet"], unique=False)
        batch_op.create_index(batch_op.f("ix_lease_until"), ["until"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_lease_seat_id_seat"), "seat", ["seat_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_lease_pack_id_pack"), "pack", ["pack_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_lease_sheet_call_sheet"), "call_sheet", ["sheet"], ["number"]
        )


def _order_queue() -> None:
    """Whoever rests is told from the index alone, and whose callback it is leads straight there."""
    may_be_rung = (
        "on_roll AND suppressed = '' AND usable_numbers > 0 "
        "AND (ballot IS NULL OR ballot <> 'returned')"
    )
    for name, turn, columns in (
        ("ix_elector_ready", "ready", ["attempts", "last_call_at", "id", "due_at"]),
        ("ix_elector_callback", "callback", ["callback_for", "due_at", "id"]),
    ):
        condition = sa.text(f"turn = '{turn}' AND {may_be_rung}")
        op.drop_index(name, "elector")
        op.create_index(
            name, "elector", columns, sqlite_where=condition, postgresql_where=condition
        )
    answered = sa.text(f"turn = 'finished' AND {may_be_rung}")
    op.create_index(
        "ix_elector_answered",
        "elector",
        ["last_call_at", "id"],
        sqlite_where=answered,
        postgresql_where=answered,
    )
