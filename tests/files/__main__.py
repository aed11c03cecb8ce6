"""Makes the stored campaign of this version: python -m tests.files, once per release.

A stored file of a released version is never made again: it is what people have on their disks.
"""

import shutil
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import phonebank
from phonebank.domain.electors import FollowUpKind
from phonebank.domain.lists import ListFacts
from phonebank.domain.queueing import CallingRules
from phonebank.domain.segment_words import parse
from phonebank.domain.shifts import Shift
from phonebank.domain.usual_script import USUAL
from phonebank.services import deciding, duplicates, editing, lists, segmenting
from phonebank.services.backups import back_up
from phonebank.services.call_sheets import lay_sheets
from phonebank.services.calling import log_call
from phonebank.services.campaigns import create_campaign
from phonebank.services.drafts import keep_draft
from phonebank.services.exporting import export
from phonebank.services.importing import ImportKind
from phonebank.services.imports import undo_import
from phonebank.services.merging import merge_pack
from phonebank.services.pack_floor import open_pack, pack_return
from phonebank.services.packs import Wanted, issue_pack
from phonebank.services.passing import pass_on
from phonebank.services.postcodes import load_postcodes
from phonebank.services.scripts import save_script
from phonebank.services.serving import ANY_LIST, Served, next_elector
from phonebank.services.shifts import add_shift
from phonebank.services.signing_in import add_caller, sign_in
from tests.conftest import CONTEST, MONDAY, OUTCOMES, Make, call_row, entry, roll_row

HERE = Path(__file__).parent
POSTCODES = "pcds,pcon11cd\nZZ1 1AA,E14000698\nZZ2 2BB,W07000041\n"


def main() -> None:
    """Write version-N.phonebank: calls of every outcome, imports, and what is done with a roll."""
    target = HERE / f"version-{phonebank.__version__}.phonebank"
    with TemporaryDirectory() as folder:
        database = create_campaign(Path(folder) / "made.phonebank", CONTEST, MONDAY)
        make = Make(database)
        _ring(make)
        _bring_in(make)
        _work_on(make)
        _open_floor(make)
        export(database, make.organiser, Path(folder) / "canvass.csv", MONDAY)
        copy = back_up(database, make.organiser, Path(folder) / "copy.phonebank")
        database.close()
        shutil.copyfile(copy, target)
    sys.stdout.write(f"{target}\n")


def _ring(make: Make) -> None:
    """A call of every outcome, a correction and a report: electors 1 to 20."""
    for slug in OUTCOMES:
        make.call(make.elector(), slug, make.caller("Vi"))
    first = make.call(make.elector("Zoë O'Neill", "Ynys Môn"), "spoke", reasons=("unity",))
    make.call(len(OUTCOMES) + 1, "spoke", intention="Corbyn", supersedes=first)
    make.elector(do_not_call=True)
    told = {"places": "Exeter", "canvasser": "Ben Bradshaw MP", "reported_on": "2016-08-19"}
    make.brought_in(ImportKind.REPORTED, [{**told, "Smith": "46", "Corbyn": "34"}])


def _bring_in(make: Make) -> None:
    """A file of postcodes, a roll of electors 21 to 24, a newer one, calls, and one undone."""
    path = make.db.path.with_name("postcodes.csv")
    path.write_text(POSTCODES, "utf-8")
    load_postcodes(make.db, make.organiser, path, MONDAY)
    deciding.decide(make.db, make.organiser, "section", "Golden", "full member", MONDAY)
    bea = roll_row("M1", "Bea Webb", section="Golden", tags="founder", joined_on="2015-09-03")
    beatrice = roll_row("M2", "Beatrice Webb", postcode="ZZ1 1AA", mobile="07700 900002")
    nameless = roll_row("", "Siân Dávies", constituency="", postcode="ZZ2 2BB")
    sidney = roll_row("M3", "Sidney Webb", mobile="01632 960001 ext 12")
    make.brought_in(ImportKind.ROLL, [bea, beatrice, nameless, sidney])
    make.brought_in(ImportKind.ROLL, [{**bea, "section": "affiliated supporter"}])
    make.brought_in(ImportKind.CALLS, [call_row("M3", "spoke")])
    mistaken = make.brought_in(ImportKind.ROLL, [roll_row("X1", "Nobody Known")])
    assert mistaken.import_id is not None
    undo_import(make.db, make.organiser, mistaken.import_id, MONDAY)


def _work_on(make: Make) -> None:
    """A correction by hand, a follow-up, a merge, two kept apart, a segment and a list of it."""
    db, organiser = make.db, make.organiser
    editing.correct_elector(db, organiser, 23, {"email": "sian@example.org"}, MONDAY)
    editing.add_follow_up(db, organiser, 23, FollowUpKind.POSTER, "two", MONDAY)
    duplicates.merge(db, organiser, 21, 22, MONDAY)
    duplicates.keep_apart(db, organiser, 21, 24, MONDAY)
    wanted = parse("tag = founder and not (ballot = returned)")
    segmenting.save_segment(db, organiser, "Founders", wanted, MONDAY)
    segmenting.ring_segment(db, organiser, "Founders first", "Founders")


def _open_floor(make: Make) -> None:
    """A list with a script, a shift, one passed on to an MP, a draft, a sheet, a pack that came
    back with a call, and one that was put by."""
    db, organiser = make.db, make.organiser
    save_script(db, organiser, "Short", replace(USUAL, privacy="Kept for this contest."), MONDAY)
    waverers = ListFacts(name="Waverers", script="Short", rules=CallingRules(attempts=3))
    lists.new_list(db, organiser, waverers, MONDAY, parse("attempts = 0"))
    lists.open_list(db, organiser, "Waverers", MONDAY)
    ends = MONDAY + timedelta(hours=2)
    shift = Shift(venue="Westminster", starts_at=MONDAY, ends_at=ends, note="ask for Jo")
    add_shift(db, organiser, shift, MONDAY, ["Vi"])
    add_caller(db, organiser, "Hilary Benn", is_mp=True)
    pass_on(db, organiser, 24, None, "knows the MP", MONDAY)
    vi = make.caller("Vi")
    keep_draft(db, vi, 23, {"note": "half said"}, MONDAY)
    make.electors(3, "Nan Green")
    lay_sheets(db, organiser, "Waverers", MONDAY, electors=1)
    _take_home(make)


def _take_home(make: Make) -> None:
    folder, passphrase = make.db.path.parent, "correct horse battery"
    wanted = Wanted(caller="Vi", list_name="Waverers", electors=2, passphrase=passphrase)
    issue_pack(make.db, make.organiser, wanted, folder / "vi.pack", MONDAY)
    floor = open_pack(folder / "vi.pack", passphrase, MONDAY)
    vi = sign_in(floor, "Vi")
    served = next_elector(floor, vi, vi.caller_id, MONDAY, ANY_LIST).value
    assert isinstance(served, Served)
    for hours in (0, 500):  # the second after the pack expired
        said = entry(served.card.id, vi, called_at=MONDAY + timedelta(hours=hours))
        log_call(floor, vi, said, MONDAY)
    pack_return(floor, vi, folder / "back.pack", MONDAY)
    floor.close()
    merge_pack(make.db, make.organiser, folder / "back.pack", MONDAY)


main()
