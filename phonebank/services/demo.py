"""Makes the demonstration: the campaign of 2016, from the sample that travels with the program."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import datetime
from typing import TYPE_CHECKING

from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.errors import InputRefused
from phonebank.domain.shifts import Shift
from phonebank.locations import sample
from phonebank.services.campaigns import (
    campaign_facts,
    create_campaign,
    open_campaign,
    read_contest,
)
from phonebank.services.importing import ImportKind, Report, import_file
from phonebank.services.shifts import add_shift, mark_came
from phonebank.services.signing_in import sign_in
from phonebank.spreadsheets.reading import resource_rows
from phonebank.unfinished import Taken, discard_old, in_the_making

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.domain.permits import Actor
    from phonebank.store.database import Database

CAMPAIGN, WORKBOOK = "demo.phonebank", "canvass.xlsx"
UNFINISHED_ONCE = "demo-unfinished.phonebank"  # what an unfinished one was called in 0.1.0
# The declared result is stored too, and shown only when somebody asks for it.
FILES = (
    (ImportKind.ROLL, "roll.csv"),
    (ImportKind.CALLS, "calls.csv"),
    (ImportKind.REPORTED, "reported_canvasses.csv"),
    (ImportKind.POLLS, "outside_polls.csv"),
    (ImportKind.ENDORSEMENTS, "endorsements.csv"),
    (ImportKind.RESULT, "declared_result.csv"),
)
SHIFTS = "shifts.csv"  # its callers are those of calls.csv
PARTS = 1000


def open_demo(
    directory: Path,
    passphrase: str | None = None,
    report: Report = lambda done, total: None,
) -> Database:
    """Open the demonstration in `directory`, made first where there is none; never half of it.

    Of two that make it at once, the later opens what the earlier made.
    """
    campaign = directory / CAMPAIGN
    if not campaign.exists():
        _make_folder(directory)
        discard_old(directory / UNFINISHED_ONCE)
        with suppress(Taken), in_the_making(campaign) as partial:
            _make(partial, passphrase, report)
    db = open_campaign(campaign, passphrase)
    if not campaign_facts(db).is_demo:
        db.close()
        raise InputRefused(
            f"{campaign} is a campaign of your own, not the demonstration.",
            kept="It was not touched.",
            next_step="Choose another folder with --directory.",
        )
    return db


def write_canvass(db: Database, actor: Actor, now: datetime) -> Path:
    """Write the canvass anew beside the demonstration."""
    from phonebank.services.exporting import export

    return export(db, actor, db.path.with_name(WORKBOOK), now).path


def _make_folder(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise InputRefused(
            f"{directory} is a file, not a folder.", next_step="Name a folder with --directory."
        ) from error


def _make(path: Path, passphrase: str | None, report: Report) -> None:
    contest = read_contest(sample("contest.toml"))
    db = create_campaign(path, contest, DEMO_EVENING, passphrase=passphrase, is_demo=True)
    with closing(db):
        organiser = sign_in(db)
        for place, (kind, file) in enumerate(FILES):
            counted = _counted(report, place)
            import_file(db, organiser, sample(file), kind, DEMO_EVENING, report=counted)
        _add_shifts(db, organiser)


def _add_shifts(db: Database, organiser: Actor) -> None:
    """The shifts of the last days: in a cell of names, ";" stands between them."""
    for row in resource_rows(sample(SHIFTS)):
        starts, ends = (datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at"))
        wanted = Shift(venue=row["venue"], starts_at=starts, ends_at=ends, note=row["note"])
        expected, came = (
            row[name].split(";") if row[name] else [] for name in ("expected", "came")
        )
        shift = add_shift(db, organiser, wanted, DEMO_EVENING, expected).value
        for name in came:
            mark_came(db, organiser, shift.id, name)


def _counted(report: Report, place: int) -> Report:
    """Progress through one file as progress through them all."""

    def told(done: int, total: int) -> None:
        report(place * PARTS + done * PARTS // max(total, 1), len(FILES) * PARTS)

    return told
