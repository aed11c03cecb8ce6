"""The indexes from which electors are counted, each covering all that is asked there."""

from sqlalchemy import Index, text

from phonebank.store.schema import Elector

Index(
    "ix_elector_tally",
    Elector.constituency_id,
    Elector.on_roll,
    Elector.section_id,
    Elector.affiliate_id,
    Elector.recruited_by,
    Elector.attempts,
    Elector.contacted,
    Elector.intention,
    Elector.strength,
    Elector.ballot,
    Elector.intention_at,
    Elector.intention_by,
    Elector.last_call_at,
    Elector.first_reached,
    Elector.joined_on,
    Elector.disposition,
)
SAID, SAID_AGAIN = text("answers >= 1"), text("answers >= 2")
"""Of whoever gave an answer, and of whoever gave another; only questions in these very words are
answered by the indexes of when."""
Index(
    "ix_elector_said_at",
    Elector.intention_at,
    Elector.on_roll,
    Elector.constituency_id,
    Elector.intention,
    Elector.prior_intention,
    Elector.prior_at,
    sqlite_where=SAID,
    postgresql_where=SAID,
)
Index(
    "ix_elector_said_before",
    Elector.prior_at,
    Elector.on_roll,
    Elector.constituency_id,
    Elector.intention,
    Elector.prior_intention,
    Elector.answers,
    sqlite_where=SAID_AGAIN,
    postgresql_where=SAID_AGAIN,
)
OFF_ROLL = text("NOT on_roll")
Index(
    "ix_elector_off_roll",
    Elector.eligible,
    Elector.merged_into,
    Elector.constituency_id,
    Elector.section_id,
    Elector.affiliate_id,
    sqlite_where=OFF_ROLL,
    postgresql_where=OFF_ROLL,
)
Index(
    "ix_elector_answer",
    Elector.constituency_id,
    Elector.on_roll,
    Elector.section_id,
    Elector.affiliate_id,
    Elector.recruited_by,
    Elector.intention_at,
    Elector.intention,
    Elector.intention_by,
    Elector.intention_list,
    Elector.strength,
    Elector.ballot,
    Elector.first_reached,
    Elector.joined_on,
    Elector.previous_vote,
    Elector.reasons,
    Elector.prior_intention,
    Elector.prior_at,
    Elector.answers,
    sqlite_where=Elector.intention.is_not(None),
    postgresql_where=Elector.intention.is_not(None),
)
