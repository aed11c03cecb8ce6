"""The command that makes the sample campaign of 2016, shows its canvass and opens it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from phonebank.cli import documents, progress, window
from phonebank.cli.answers import Answer
from phonebank.cli.opening import within
from phonebank.cli.values import passphrase_in
from phonebank.services import demo as demonstration
from phonebank.services.tallying import canvass_table
from phonebank.services.warnings import warned_sheet

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from phonebank.domain.sheet import Sheet


def demo(args: Namespace) -> Answer:
    passphrase = passphrase_in(args.passphrase_file)
    campaign: Path = args.directory / demonstration.CAMPAIGN
    is_new = not campaign.exists()
    with progress.bar("Making the campaign of 2016", hidden=args.json) as report:
        db = demonstration.open_demo(args.directory, passphrase, report)
    try:
        it = within(db, args.acting)
        table = canvass_table(it.db, it.actor, it.now)
        sheet = warned_sheet(it.db, it.actor, table)
        workbook = demonstration.write_canvass(it.db, it.actor, it.now)
    finally:
        db.close()
    shows = not args.no_window and window.has_screen(os.environ, sys.platform)
    document = {
        "campaign": str(campaign),
        "workbook": str(workbook),
        "made": is_new,
        "window": shows,
        "canvass": documents.canvass(table),
    }
    where = f"The campaign is {campaign}, its canvass as a workbook {workbook}."
    shown: list[str | Sheet] = [sheet, where]
    if not shows and not args.no_window:
        shown.append(window.WITHOUT_SCREEN)
    opens = (lambda: window.opened_window(campaign, passphrase)) if shows else None
    return Answer(document, shown, then=opens)
