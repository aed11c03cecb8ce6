"""Looks for damage in a campaign file, and for rows that no rule of ours would have made."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from phonebank.store.dialect import is_on_server

BROKEN = {
    "calls carry both an answer and a reason for none": (
        "SELECT count(*) FROM call WHERE takes_answer <> (intention IS NOT NULL)"
    ),
    "calls correct a call of another elector": (
        "SELECT count(*) FROM call JOIN call AS earlier ON call.supersedes = earlier.call_id "
        "WHERE call.elector_id <> earlier.elector_id"
    ),
    "electors' attempts differ from their calls": (
        "SELECT count(*) FROM elector WHERE attempts <> (SELECT count(*) FROM call "
        "WHERE call.elector_id = elector.id AND call.outcome IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM call AS later WHERE later.supersedes = call.call_id)) "
        # Calls to whoever was merged into them count too: check --deep folds those.
        "AND NOT EXISTS (SELECT 1 FROM elector AS other WHERE other.merged_into = elector.id)"
    ),
}


def damage(session: Session, *, deep: bool) -> Iterator[str]:
    """What the database says of its own pages and references; a server minds its own."""
    if is_on_server(session):
        return
    connection = session.connection()
    pragma = "integrity_check" if deep else "quick_check"
    for (said,) in connection.exec_driver_sql(f"PRAGMA {pragma}"):
        if said != "ok":
            yield f"The file is damaged: {said}."
    for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"A row of {table} refers to something that is not there."


def broken_rules(session: Session) -> Iterator[str]:
    for what, question in BROKEN.items():
        count = session.connection().exec_driver_sql(question).scalar()
        if count:
            yield f"{count} {what}."
