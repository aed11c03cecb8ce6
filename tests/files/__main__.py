"""Makes the stored campaign of this version: python -m tests.files, once per release.

A stored file of a released version is never made again: it is what people have on their disks.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import phonebank
from phonebank.services.backups import back_up
from phonebank.services.campaigns import create_campaign
from phonebank.services.importing import ImportKind
from tests.conftest import CONTEST, MONDAY, OUTCOMES, Make

HERE = Path(__file__).parent


def main() -> None:
    """Write version-N.phonebank with a call of every outcome, a correction and a report."""
    target = HERE / f"version-{phonebank.__version__}.phonebank"
    with TemporaryDirectory() as folder:
        database = create_campaign(Path(folder) / "made.phonebank", CONTEST, MONDAY)
        make = Make(database)
        for slug in OUTCOMES:
            make.call(make.elector(), slug, make.caller("Vi"))
        first = make.call(make.elector("Zoë O'Neill", "Ynys Môn"), "spoke", reasons=("unity",))
        make.call(len(OUTCOMES) + 1, "spoke", intention="Corbyn", supersedes=first)
        make.elector(do_not_call=True)
        told = {"places": "Exeter", "canvasser": "Ben Bradshaw MP", "reported_on": "2016-08-19"}
        make.brought_in(ImportKind.REPORTED, [{**told, "Smith": "46", "Corbyn": "34"}])
        copy = back_up(database, make.organiser, Path(folder) / "copy.phonebank")
        database.close()
        shutil.copyfile(copy, target)
    sys.stdout.write(f"{target}\n")


main()
