"""Postcode files of every layout find their constituencies, and others are refused."""

import gzip
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from phonebank.domain.errors import Cancelled, InputRefused, NotPermitted
from phonebank.domain.places import place_key
from phonebank.domain.postcodes import postcode_key
from phonebank.services.postcodes import PostcodesLoaded, load_postcodes, postcodes_loaded
from phonebank.store import places, postcodes
from phonebank.store.database import Database
from tests.conftest import MONDAY, Make

BESIDE = Path(__file__).parents[3] / "shared" / "data"
LARGE = BESIDE / "postcode_constituency_2010_gb.csv.gz"

ONSPD = (
    "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,"
    "osgrdind,oshlthau,nhser,ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,lat,long,imd"
)
NSPL = "X,Y,objectid,pcd,pcd2,pcds,dointr,doterm,usertype,oa11,ctry,rgn,pcon,eer,lat,long,stp"
NSPL_2025 = "pcd7,pcd8,pcds,dointr,doterm,ctry26cd,rgn26cd,pcon24cd,lat,long"
DOOGAL = "Postcode,In Use?,Latitude,Longitude,County,District,Country,County Code,Constituency"
EXETER, CARDIFF, EDINBURGH, BELFAST = "E14000698", "W07000050", "S14000022", "N06000001"


def line(header: str, quoted: bool = False, /, **cells: str) -> str:
    row = [cells.get(name, "1") for name in header.split(",")]
    return ",".join(f'"{cell}"' for cell in row) if quoted else ",".join(row)


def ons(header: str, quoted: bool, *rows: tuple[str, str]) -> str:
    """A table as the ONS writes it: the postcode in three spacings, the constituency as a code."""
    names = header.split(",")
    lines = [",".join(f'"{name}"' for name in names) if quoted else header]
    for postcode, code in rows:
        outward, inward = postcode.split()
        spaced = {"pcd": outward.ljust(4) + inward, "pcd2": outward.ljust(5) + inward}
        at = next(name for name in names if name.startswith("pcon"))
        lines.append(line(header, quoted, **spaced, pcds=postcode, **{at: code}))
    return "\r\n".join(lines) + "\r\n"


@pytest.fixture
def load(db: Database, make: Make, tmp_path: Path) -> Callable[..., PostcodesLoaded]:
    def loaded(content: str | bytes, name: str = "postcodes.csv") -> PostcodesLoaded:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return load_postcodes(db, make.organiser, path, MONDAY).value

    return loaded


Load = Callable[..., PostcodesLoaded]


def id_of(db: Database, name: str) -> int:
    with db.read() as session:
        return places.constituency_ids(session)[place_key(name)]


def found(db: Database, *written: str) -> list[int | None]:
    keys = [postcode_key(postcode) or 0 for postcode in written]
    with db.read() as session:
        known = postcodes.constituencies_of(session, keys)
    return [known.get(key) for key in keys]


ROWS = (("EX1 1AA", EXETER), ("CF10 1AA", CARDIFF), ("EH1 1AA", EDINBURGH), ("BT1 1AA", BELFAST))


@pytest.mark.parametrize("header", [ONSPD, NSPL])
@pytest.mark.parametrize("quoted", [False, True])
def test_files_of_the_ons_find_constituencies(
    load: Load, db: Database, header: str, quoted: bool
) -> None:
    loaded = load(ons(header, quoted, *ROWS))
    assert (loaded.read, loaded.matched, loaded.unmatched, loaded.unusable) == (4, 4, 0, 0)
    assert found(db, "ex11aa", "CF10 1AA") == [id_of(db, "Exeter"), id_of(db, CARDIFF)]
    assert loaded.nations == {"England": 1, "Northern Ireland": 1, "Scotland": 1, "Wales": 1}


def test_each_spacing_of_the_ons_is_the_same_postcode(load: Load, db: Database) -> None:
    for column in ("pcd", "pcd2", "pcds"):
        header = f"{column},pcon"
        load(ons(header, False, ("M1 1AE", EXETER)))
        assert found(db, "M1 1AE") == [id_of(db, "Exeter")], column


def test_names_stand_for_constituencies_in_doogals_file(load: Load, db: Database) -> None:
    rows = [("EX1 1AA", "Exeter"), ("BN2 1AA", '"Brighton, Kemptown"'), ("LL58 8AA", "Ynys Môn")]
    lines = [DOOGAL, *(line(DOOGAL, Postcode=it, Constituency=name) for it, name in rows)]
    loaded = load("\n".join(lines))
    assert (loaded.matched, loaded.unmatched) == (3, 0)
    names = ("Exeter", "Brighton, Kemptown", "Ynys Môn")
    assert found(db, "EX1 1AA", "BN2 1AA", "LL58 8AA") == [id_of(db, name) for name in names]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.file
def test_accents_are_read_in_the_encodings_in_use(load: Load, db: Database, encoding: str) -> None:
    load("Postcode,Constituency\nLL58 8AA,Ynys Môn\n".encode(encoding))
    assert found(db, "LL58 8AA") == [id_of(db, "Ynys Môn")]


def test_two_columns_in_any_order_are_enough(load: Load, db: Database) -> None:
    load(f"CONSTITUENCY_CODE,Post_Code\n{EXETER},EX1 1AA\n")
    assert found(db, "EX1 1AA") == [id_of(db, "Exeter")]


def test_a_gzipped_file_is_read(load: Load) -> None:
    assert load(gzip.compress(ons(ONSPD, True, *ROWS).encode()), "onspd.csv.gz").matched == 4


def test_the_one_table_that_fits_is_found_in_a_zip(
    load: Load, db: Database, tmp_path: Path
) -> None:
    path = tmp_path / "made.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("Documents/Constituency names.csv", "pcon,name\n" + "E14000698,E\n" * 999)
        archive.writestr("Data/multi_csv/ONSPD_UK_EX.csv", ons(ONSPD, True, ROWS[0]))
        archive.writestr("Data/ONSPD_UK.csv", ons(ONSPD, True, *ROWS))
        archive.writestr("../../escaped.csv", "a,b\n")
        archive.writestr("User Guide.pdf", "%PDF" + "x" * 100_000)
    assert load(path.read_bytes(), "ONSPD_FEB_2016_UK.zip").matched == 4
    assert not (tmp_path.parent.parent / "escaped.csv").exists()


def test_every_row_is_accounted_for(load: Load, db: Database) -> None:
    good = [(f"EX{n} 1AA", EXETER) for n in range(1, 41)]
    rest = [
        ("EX1 2AA", "E14000001"),
        ("JE2 3AA", "L99999999"),
        ("IM1 1AA", "M99999999"),
        ("EX1 3AA", ""),
        ("EX1 ??A", EXETER),
    ]
    loaded = load(ons(ONSPD, False, *good, *rest) + "EX1 4AA\r\n\r\n")
    assert (loaded.read, loaded.matched, loaded.without_constituency) == (46, 40, 3)
    assert (loaded.unmatched, loaded.unusable) == (1, 2)
    assert loaded.share_unmatched == pytest.approx(1 / 41)
    assert "1 name a constituency unknown here (2.4%)." in loaded.sentences


def test_a_postcode_in_two_constituencies_finds_neither(load: Load, db: Database) -> None:
    loaded = load(ons(ONSPD, False, *ROWS, ROWS[1], ("EX1 1AA", CARDIFF)))
    assert (loaded.read, loaded.matched, loaded.unusable) == (6, 4, 2)
    assert found(db, "EX1 1AA", "CF10 1AA") == [None, id_of(db, CARDIFF)]


def test_oddly_written_postcodes_are_read_too(load: Load, db: Database) -> None:
    load(f"postcode,pcon\nex1 1aa,{EXETER}\n  EX21AA,{EXETER}\nGIR 0AA,{EXETER}\n")
    assert found(db, "EX1 1AA", "EX2 1AA", "GIR 0AA") == [id_of(db, "Exeter")] * 3


def test_northern_ireland_without_postcodes_is_said(load: Load) -> None:
    said = " ".join(load(ons(ONSPD, False, *ROWS[:3])).sentences)
    assert "no postcode for 18 constituencies of Northern Ireland" in said


@pytest.mark.parametrize("code", ["E14001063", "W07000081", "S14000060", "N05000001"])
@pytest.mark.file
def test_constituencies_of_2024_are_refused_with_the_edition_needed(
    load: Load, db: Database, code: str
) -> None:
    load(ons(ONSPD, False, *ROWS))
    with pytest.raises(InputRefused, match="constituencies of 2024") as refused:
        load(ons(NSPL_2025, True, ("EX1 1AA", code)))
    assert "2010 to 2023" in refused.value.next_step
    assert found(db, "EX1 1AA") == [id_of(db, "Exeter")]


def test_names_of_other_constituencies_are_refused(load: Load) -> None:
    rows = [("EX1 1AA", "Exeter"), ("EX2 1AA", "Exmouth and Exeter East")]
    with pytest.raises(InputRefused, match="1 of 2 postcodes"):
        load("\n".join([DOOGAL, *(line(DOOGAL, Postcode=p, Constituency=c) for p, c in rows)]))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"Postcode,Positional_quality_indicator,Eastings\nEX1 1AA,10,1\n", "codepo.csv"),
        (b"pcds,pcon\n", "header_only.csv"),
        (b"\x00" * 3_000_000, "zeros.csv"),
        (b"pcds,pcon\n" + b"A" * 3_000_000, "endless.csv"),
        (gzip.compress(b"pcds,pcon\n" + b"\x00" * 50_000_000), "bomb.gz"),
        (gzip.compress(b"pcds,pcon\nEX1 1AA,E14000698\n" * 9999)[:-400], "cut.gz"),
        (b"PK\x03\x04" + b"\x00" * 300, "broken.zip"),
        (b"\x1f\x8b" + b"\x00" * 300, "broken.gz"),
        ("pcds,pcon\nEX1 1AA,E14000698\n".encode("utf-16"), "utf16.csv"),
    ],
)
def test_what_is_no_postcode_file_costs_a_sentence(
    load: Load, db: Database, content: bytes, name: str
) -> None:
    load(ons(ONSPD, False, *ROWS))
    with pytest.raises(InputRefused) as refused:
        load(content, name)
    assert refused.value.kept == "No postcode was changed."
    assert found(db, "EX1 1AA") == [id_of(db, "Exeter")]


def test_a_file_that_is_not_there_costs_a_sentence(db: Database, make: Make) -> None:
    with pytest.raises(InputRefused, match="does not exist"):
        load_postcodes(db, make.organiser, Path("/nowhere.csv"), MONDAY)


def test_a_zip_without_a_table_that_fits_is_refused(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "made.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing here")
    with pytest.raises(InputRefused, match="has no table in it"):
        load(path.read_bytes(), "none.zip")


def test_loading_again_replaces_what_was_loaded(load: Load, db: Database, make: Make) -> None:
    load(ons(ONSPD, False, *ROWS), "old.csv")
    load(ons(ONSPD, False, ("EX9 1AA", EXETER)), "new.csv")
    assert found(db, "EX1 1AA", "EX9 1AA") == [None, id_of(db, "Exeter")]
    loaded = postcodes_loaded(db, make.organiser)
    assert loaded is not None
    assert (loaded.name, loaded.at, loaded.matched) == ("new.csv", MONDAY, 1)


def test_nothing_is_loaded_at_first(db: Database, make: Make) -> None:
    assert postcodes_loaded(db, make.organiser) is None
    with db.read() as session:
        assert not postcodes.is_loaded(session)


@pytest.mark.parametrize("step", [1, 900])
def test_cancelling_keeps_what_was_loaded(
    load: Load, db: Database, make: Make, tmp_path: Path, step: int
) -> None:
    load(ons(ONSPD, False, *ROWS))
    path = tmp_path / "new.csv"
    path.write_text(ons(ONSPD, False, *((f"CF{n} 1AA", CARDIFF) for n in range(1, 40))))

    def stop(done: int, total: int) -> None:
        assert 0 <= done <= total
        if done >= step:
            raise Cancelled

    with pytest.raises(Cancelled):
        load_postcodes(db, make.organiser, path, MONDAY, stop)
    assert found(db, "EX1 1AA", "CF3 1AA") == [id_of(db, "Exeter"), None]


def test_a_volunteer_may_not_load_postcodes(db: Database, make: Make, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted):
        load_postcodes(db, make.caller(), tmp_path / "any.csv", MONDAY)


@pytest.mark.shared
@pytest.mark.skipif(not LARGE.exists(), reason="the large file is not beside the checkout")
@pytest.mark.file
def test_the_whole_of_great_britain_is_loaded(db: Database, make: Make) -> None:
    loaded = load_postcodes(db, make.organiser, LARGE, MONDAY).value
    assert (loaded.read, loaded.matched) == (2_571_076, 2_571_076)
    assert loaded.seats_without == {"Northern Ireland": 18}
    assert found(db, "SW1A 1AA", "EX1 1AA") == [
        id_of(db, "Cities of London and Westminster"),
        id_of(db, "Exeter"),
    ]
