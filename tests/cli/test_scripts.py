"""The command `script`: what callers say, written out, edited and saved again."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from phonebank.domain.script_documents import to_document
from phonebank.domain.usual_script import USUAL
from tests.cli.conftest import Run

Ask = Callable[..., Any]
USUAL_NAME = "the usual one"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "members.toml"
    path.write_text('questions = ["ballot"]\n[stages]\nopening = "Hello {first}."\n', "utf-8")
    return path


def test_every_campaign_has_the_usual_script(ask: Ask, run: Run, campaign: Path) -> None:
    told = ask("script", "show", campaign, USUAL_NAME)
    assert told == {
        "name": "The usual one",
        "version": 0,
        "at": None,
        "by": None,
        "script": to_document(USUAL),
    }
    assert ask("script", "show", campaign) == {"scripts": []}
    assert "every list has the usual one" in run("script", "show", campaign).out


def test_a_script_is_written_out_edited_and_saved(ask: Ask, campaign: Path, tmp_path: Path) -> None:
    out = tmp_path / "usual.toml"
    ask("script", "show", campaign, USUAL_NAME, "--to", out)
    assert tomllib.loads(out.read_text("utf-8")) == to_document(USUAL)
    edited = out.read_text("utf-8").replace("two minutes", "three minutes")
    out.write_text(edited, "utf-8")
    saved = ask("script", "save", campaign, "Members", "--from", out)
    assert (saved["name"], saved["version"], saved["by"]) == ("Members", 1, "Organiser")
    assert "three minutes" in saved["script"]["stages"]["opening"]
    assert ask("script", "show", campaign, "members") == saved


def test_versions_are_counted_and_old_ones_shown(
    ask: Ask, run: Run, campaign: Path, file: Path
) -> None:
    first = ask("script", "save", campaign, "Members", "--from", file)
    file.write_text('privacy = "Kept until Saturday."\n', "utf-8")
    assert run("script", "save", campaign, "members", "--from", file).out == (
        "Members: version 2.\n"
    )
    assert ask("script", "show", campaign, "Members", "--version", 1) == first
    assert first["script"]["questions"] == ["ballot"]
    (line,) = ask("script", "show", campaign)["scripts"]
    assert (line["name"], line["version"], line["lists"]) == ("Members", 2, [])
    told = run("script", "show", campaign, "Members", "--version", 3)
    assert (told.status, "Known: 1, 2." in told.err) == (2, True)


def test_people_read_the_words_as_the_file_has_them(run: Run, campaign: Path, file: Path) -> None:
    run("script", "save", campaign, "Members", "--from", file)
    told = run("script", "show", campaign, "Members")
    assert tomllib.loads(told.out)["stages"]["opening"] == "Hello {first}."
    assert "Members" in run("script", "show", campaign).out


def test_a_script_is_renamed_and_removed(ask: Ask, campaign: Path, file: Path) -> None:
    ask("script", "save", campaign, "Members", "--from", file)
    told = ask("script", "rename", campaign, "Members", "--new-name", "All")
    assert [line["name"] for line in told["scripts"]] == ["All"]
    assert ask("script", "remove", campaign, "all") == {"scripts": []}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[stages]\nopening = "Hello {fist}."', "“{fist}”, which is no placeholder"),
        ('[stages]\nopenin = "Hello."', "there is no stage “openin”"),
        ("stages = ", "is not a script: Invalid value (at end of document)"),
        ("\udcff", "is not a script: it is not UTF-8 text"),
        ('[answer_tips]\nCorbin = "Ask."', "“Corbin”, which is no answer in this contest"),
        ("a=" + "[" * 10_000, "is not a script: it is too deep"),
    ],
)
def test_a_file_that_is_no_script_is_refused_and_nothing_saved(
    ask: Ask, run: Run, campaign: Path, file: Path, text: str, sentence: str
) -> None:
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    told = run("script", "save", campaign, "Members", "--from", file)
    assert (told.status, sentence in told.err) == (3, True), told.err
    assert ask("script", "show", campaign) == {"scripts": []}


def test_a_file_that_is_there_is_not_written_over(run: Run, campaign: Path, file: Path) -> None:
    before = file.read_bytes()
    told = run("script", "show", campaign, USUAL_NAME, "--to", file)
    assert (told.status, "exists already" in told.err) == (3, True)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        ("save {c}", 2, "“save” needs the name of the script."),
        ("save {c} Members", 2, "“save” needs --from"),
        ("save {c} Members --from {c}.toml", 3, "there is no such file"),
        ("save {c} Members --from .", 3, "it is no file of text"),
        ("rename {c} Members", 2, "“rename” needs --new-name."),
        ("remove {c}", 2, "“remove” needs the name"),
        ("remove {c} Members", 2, "There is no script “Members”. Nothing was changed. Known: only"),
        ("show {c} Members --from {c}", 2, "--from goes with “save”."),
        ("remove {c} Members --to {c}", 2, "--to goes with “show”."),
        ("show {c} --to {c}", 2, "“show” needs the name"),
        ("sing {c}", 2, "invalid choice: 'sing'"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(
    run: Run, campaign: Path, words: str, status: int, sentence: str
) -> None:
    told = run("script", *words.format(c=campaign).split())
    assert (told.status, sentence in told.err) == (status, True), told.err


def test_volunteers_may_not_save(run: Run, campaign: Path, file: Path) -> None:
    run("callers", campaign, "add", "Vi")
    told = run("script", "save", campaign, "Members", "--from", file, "--as", "Vi")
    assert told.status == 8
