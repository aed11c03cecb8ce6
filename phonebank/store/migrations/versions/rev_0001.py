"""The tables of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


KEPT = "calls are only ever added to: correct one by a record that supersedes it"
# recursive_triggers would let the delete triggers stop INSERT OR REPLACE, but only where it is set;
# the insert triggers stop it on any connection.
APPEND_ONLY = (
    f"CREATE TRIGGER call_is_never_changed BEFORE UPDATE ON call "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER call_is_never_deleted BEFORE DELETE ON call "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER call_is_never_replaced BEFORE INSERT ON call "
    f"WHEN EXISTS (SELECT 1 FROM call WHERE id = NEW.id OR call_id = NEW.call_id "
    f"OR supersedes = NEW.supersedes) BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER call_reason_is_never_changed BEFORE UPDATE ON call_reason "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER call_reason_is_never_deleted BEFORE DELETE ON call_reason "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER call_reason_is_never_replaced BEFORE INSERT ON call_reason "
    f"WHEN EXISTS (SELECT 1 FROM call_reason WHERE call_id = NEW.call_id "
    f"AND position = NEW.position) BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
)


def upgrade() -> None:
    _make_tables()
    for trigger in APPEND_ONLY:
        op.execute(trigger)
    op.execute("PRAGMA user_version = 1")


def _make_tables() -> None:
    op.create_table(
        "affiliate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliate")),
        sa.UniqueConstraint("name", name=op.f("uq_affiliate_name")),
    )
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("printed", name=op.f("uq_area_printed")),
    )
    op.create_table(
        "call_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_list")),
        sa.UniqueConstraint("name", name=op.f("uq_call_list_name")),
    )
    op.create_table(
        "caller",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("is_mp", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role IN ('volunteer', 'organiser')", name=op.f("ck_caller_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caller")),
        sa.UniqueConstraint("key", name=op.f("uq_caller_key")),
    )
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_table(
        "constituency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ons_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("nation", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_constituency")),
        sa.UniqueConstraint("ons_code", name=op.f("uq_constituency_ons_code")),
    )
    op.create_table(
        "outcome",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=True),
        sa.Column("disposition", sa.String(), nullable=False),
        sa.Column("disposition_unsaid", sa.String(), nullable=False),
        sa.Column("retry_minutes", sa.Integer(), nullable=True),
        sa.Column("next_number_first", sa.Boolean(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("suppresses", sa.String(), nullable=False),
        sa.Column("takes_answer", sa.Boolean(), nullable=False),
        sa.Column("needs_organiser", sa.Boolean(), nullable=False),
        sa.Column("is_callback", sa.Boolean(), nullable=False),
        sa.Column("finishes_list", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_outcome")),
        sa.UniqueConstraint("slug", "takes_answer", name=op.f("uq_outcome_slug")),
    )
    op.create_table(
        "previous_choice",
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("short", name=op.f("pk_previous_choice")),
    )
    op.create_table(
        "reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason")),
        sa.UniqueConstraint("name", name=op.f("uq_reason_name")),
    )
    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
        sa.UniqueConstraint("name", name=op.f("uq_section_name")),
    )
    op.create_table(
        "area_constituency",
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("constituency_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name=op.f("fk_area_constituency_area_id_area")
        ),
        sa.ForeignKeyConstraint(
            ["constituency_id"],
            ["constituency.id"],
            name=op.f("fk_area_constituency_constituency_id_constituency"),
        ),
        sa.PrimaryKeyConstraint("area_id", "constituency_id", name=op.f("pk_area_constituency")),
    )
    with op.batch_alter_table("area_constituency", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_area_constituency_constituency_id"), ["constituency_id"], unique=False
        )

    op.create_table(
        "constituency_name",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("written", sa.String(), nullable=False),
        sa.Column("constituency_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["constituency_id"],
            ["constituency.id"],
            name=op.f("fk_constituency_name_constituency_id_constituency"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_constituency_name")),
    )
    with op.batch_alter_table("constituency_name", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_constituency_name_constituency_id"), ["constituency_id"], unique=False
        )

    op.create_table(
        "contest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("ballots_open", sa.DateTime(), nullable=False),
        sa.Column("ballots_close", sa.DateTime(), nullable=False),
        sa.Column("result_on", sa.Date(), nullable=True),
        sa.Column("thresholds", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_contest_campaign_id_campaign")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest")),
    )
    op.create_table(
        "declared_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("votes", sa.JSON(), nullable=False),
        sa.Column("spoilt", sa.Integer(), nullable=True),
        sa.Column("electorate", sa.Integer(), nullable=True),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_declared_result_section_id_section")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_result")),
        sa.UniqueConstraint("section_id", name=op.f("uq_declared_result_section_id")),
    )
    op.create_table(
        "elector",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("constituency_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("affiliate_id", sa.Integer(), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("recruited_by", sa.String(), nullable=False),
        sa.Column("eligible", sa.Boolean(), nullable=False),
        sa.Column("roll_previous_vote", sa.String(), nullable=True),
        sa.Column("on_roll", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("contacted", sa.Boolean(), nullable=False),
        sa.Column("disposition", sa.String(), nullable=True),
        sa.Column("intention", sa.String(), nullable=True),
        sa.Column("strength", sa.String(), nullable=True),
        sa.Column("intention_at", sa.DateTime(), nullable=True),
        sa.Column("intention_by", sa.Integer(), nullable=True),
        sa.Column("previous_vote", sa.String(), nullable=True),
        sa.Column("ballot", sa.String(), nullable=True),
        sa.Column("last_call_at", sa.DateTime(), nullable=True),
        sa.Column("turn", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("callback_for", sa.Integer(), nullable=True),
        sa.Column("suppressed", sa.String(), nullable=False),
        sa.Column("usable_numbers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["affiliate_id"], ["affiliate.id"], name=op.f("fk_elector_affiliate_id_affiliate")
        ),
        sa.ForeignKeyConstraint(
            ["callback_for"], ["caller.id"], name=op.f("fk_elector_callback_for_caller")
        ),
        sa.ForeignKeyConstraint(
            ["constituency_id"],
            ["constituency.id"],
            name=op.f("fk_elector_constituency_id_constituency"),
        ),
        sa.ForeignKeyConstraint(
            ["intention_by"], ["caller.id"], name=op.f("fk_elector_intention_by_caller")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_elector_section_id_section")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elector")),
        sa.UniqueConstraint("membership_number", name=op.f("uq_elector_membership_number")),
    )
    with op.batch_alter_table("elector", schema=None) as batch_op:
        batch_op.create_index(
            "ix_elector_callback",
            ["due_at", "id"],
            unique=False,
            sqlite_where=sa.text(
                "turn = 'callback' AND on_roll AND suppressed = '' AND usable_numbers > 0 AND (ballot IS NULL OR ballot <> 'returned')"
            ),
            postgresql_where=sa.text(
                "turn = 'callback' AND on_roll AND suppressed = '' AND usable_numbers > 0 AND (ballot IS NULL OR ballot <> 'returned')"
            ),
        )
        batch_op.create_index(batch_op.f("ix_elector_name_key"), ["name_key"], unique=False)
        batch_op.create_index(
            "ix_elector_ready",
            ["attempts", "last_call_at", "id"],
            unique=False,
            sqlite_where=sa.text(
                "turn = 'ready' AND on_roll AND suppressed = '' AND usable_numbers > 0 AND (ballot IS NULL OR ballot <> 'returned')"
            ),
            postgresql_where=sa.text(
                "turn = 'ready' AND on_roll AND suppressed = '' AND usable_numbers > 0 AND (ballot IS NULL OR ballot <> 'returned')"
            ),
        )
        batch_op.create_index(
            "ix_elector_tally",
            [
                "constituency_id",
                "on_roll",
                "section_id",
                "affiliate_id",
                "attempts",
                "contacted",
                "intention",
                "strength",
                "ballot",
                "intention_at",
                "intention_by",
                "last_call_at",
            ],
            unique=False,
        )

    op.create_table(
        "outside_poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pollster", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("fieldwork_from", sa.Date(), nullable=True),
        sa.Column("fieldwork_to", sa.Date(), nullable=True),
        sa.Column("published", sa.Date(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("stated", sa.Integer(), nullable=True),
        sa.Column("printed", sa.JSON(), nullable=False),
        sa.Column("undecided", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_outside_poll_section_id_section")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_poll")),
    )
    op.create_table(
        "reported_canvass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("canvasser", sa.String(), nullable=False),
        sa.Column("told_by", sa.String(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("printed", sa.JSON(), nullable=False),
        sa.Column("undecided", sa.String(), nullable=False),
        sa.Column("refused", sa.String(), nullable=False),
        sa.Column("coverage", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name=op.f("fk_reported_canvass_area_id_area")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reported_canvass")),
    )
    op.create_table(
        "section_size",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_section_size_section_id_section")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section_size")),
    )
    with op.batch_alter_table("section_size", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_section_size_section_id"), ["section_id"], unique=False
        )

    op.create_table(
        "candidate",
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_candidate_contest_id_contest")
        ),
        sa.PrimaryKeyConstraint("short", name=op.f("pk_candidate")),
    )
    op.create_table(
        "lease",
        sa.Column("elector_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("call_list_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_list_id"], ["call_list.id"], name=op.f("fk_lease_call_list_id_call_list")
        ),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_lease_caller_id_caller")
        ),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_lease_elector_id_elector")
        ),
        sa.PrimaryKeyConstraint("elector_id", name=op.f("pk_lease")),
    )
    with op.batch_alter_table("lease", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lease_caller_id"), ["caller_id"], unique=False)

    op.create_table(
        "phone_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("elector_id", sa.Integer(), nullable=False),
        sa.Column("written", sa.String(), nullable=False),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_phone_number_elector_id_elector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_number")),
    )
    with op.batch_alter_table("phone_number", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phone_number_e164"), ["e164"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_phone_number_elector_id"), ["elector_id"], unique=False
        )

    op.create_table(
        "skip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("elector_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_skip_caller_id_caller")
        ),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_skip_elector_id_elector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skip")),
    )
    with op.batch_alter_table("skip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_skip_caller_id"), ["caller_id"], unique=False)

    op.create_table(
        "suppression",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("elector_id", sa.Integer(), nullable=True),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(elector_id IS NULL) <> (e164 IS NULL)", name=op.f("ck_suppression_elector_or_number")
        ),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_suppression_elector_id_elector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppression")),
    )
    with op.batch_alter_table("suppression", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suppression_e164"), ["e164"], unique=False)
        batch_op.create_index(batch_op.f("ix_suppression_elector_id"), ["elector_id"], unique=False)

    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("elector_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("call_list_id", sa.Integer(), nullable=True),
        sa.Column("number_id", sa.Integer(), nullable=True),
        sa.Column("called_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("takes_answer", sa.Boolean(), nullable=False),
        sa.Column("intention", sa.String(), nullable=True),
        sa.Column("strength", sa.String(), nullable=True),
        sa.Column("previous_vote", sa.String(), nullable=True),
        sa.Column("ballot", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("callback_at", sa.DateTime(), nullable=True),
        sa.Column("callback_for", sa.Integer(), nullable=True),
        sa.Column("do_not_call", sa.Boolean(), nullable=False),
        sa.Column("supersedes", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(outcome IS NOT NULL AND takes_answer AND intention IS NOT NULL) OR (outcome IS NOT NULL AND NOT takes_answer AND (intention IS NULL AND strength IS NULL AND previous_vote IS NULL)) OR (outcome IS NULL AND NOT takes_answer AND supersedes IS NOT NULL AND (intention IS NULL AND strength IS NULL AND previous_vote IS NULL))",
            name=op.f("ck_call_answer_or_reason_for_none"),
        ),
        sa.ForeignKeyConstraint(
            ["call_list_id"], ["call_list.id"], name=op.f("fk_call_call_list_id_call_list")
        ),
        sa.ForeignKeyConstraint(
            ["callback_for"], ["caller.id"], name=op.f("fk_call_callback_for_caller")
        ),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["caller.id"], name=op.f("fk_call_caller_id_caller")
        ),
        sa.ForeignKeyConstraint(
            ["elector_id"], ["elector.id"], name=op.f("fk_call_elector_id_elector")
        ),
        sa.ForeignKeyConstraint(
            ["number_id"], ["phone_number.id"], name=op.f("fk_call_number_id_phone_number")
        ),
        sa.ForeignKeyConstraint(
            ["outcome", "takes_answer"],
            ["outcome.slug", "outcome.takes_answer"],
            name=op.f("fk_call_outcome_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["supersedes"], ["call.call_id"], name=op.f("fk_call_supersedes_call")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("call_id", name=op.f("uq_call_call_id")),
        sa.UniqueConstraint("supersedes", name=op.f("uq_call_supersedes")),
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_called_at"), ["called_at"], unique=False)
        batch_op.create_index("ix_call_caller_at", ["caller_id", "called_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_elector_id"), ["elector_id"], unique=False)

    op.create_table(
        "endorsement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("candidate", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("electorate", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate"], ["candidate.short"], name=op.f("fk_endorsement_candidate_candidate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement")),
    )
    op.create_table(
        "call_reason",
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.call_id"], name=op.f("fk_call_reason_call_id_call")
        ),
        sa.ForeignKeyConstraint(
            ["reason_id"], ["reason.id"], name=op.f("fk_call_reason_reason_id_reason")
        ),
        sa.PrimaryKeyConstraint("call_id", "position", name=op.f("pk_call_reason")),
    )
