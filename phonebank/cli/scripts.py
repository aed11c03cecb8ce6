"""The command that shows scripts, saves one from a file, renames one or removes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents, script_files
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.errors import WrongUse
from phonebank.domain.hours import local
from phonebank.domain.script_documents import in_toml, to_document
from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.services import scripts as service

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from phonebank.cli.documents import Document
    from phonebank.cli.opening import Opened
    from phonebank.domain.scripts import ScriptVersion
    from phonebank.services.scripts import ScriptLine

COLUMNS = (
    Column("name", "Script", Kind.TEXT),
    Column("version", "Version", Kind.COUNT),
    Column("at", "Since", Kind.TEXT),
    Column("by", "By", Kind.TEXT),
    Column("lists", "Lists", Kind.TEXT),
)
OPTIONS: Mapping[str, str] = {
    "source": "save",
    "target": "show",
    "version": "show",
    "new_name": "rename",
}
WRITTEN = {"source": "--from", "target": "--to", "version": "--version", "new_name": "--new-name"}


def script(args: Namespace) -> Answer:
    """What a script says, after what was asked for was done; without a name, all there are."""
    _check_words(args)
    words = script_files.read(args.source) if args.action == "save" else None
    with opened(args) as it:
        if words is not None:
            version = service.save_script(it.db, it.actor, args.name, words, it.now).value
            said = f"{version.name}: version {version.number}."
            return Answer(_version(version), [said])
        if args.action == "rename":
            service.rename_script(it.db, it.actor, args.name, args.new_name)
        if args.action == "remove":
            service.remove_script(it.db, it.actor, args.name)
        if args.action != "show" or args.name is None:
            return _all(it)
        return _shown(args, _wanted(args, it))


def _wanted(args: Namespace, it: Opened) -> ScriptVersion:
    versions = service.versions(it.db, it.actor, args.name)
    numbers = {version.number: version for version in versions}
    if args.version is None:
        return versions[0]
    if args.version not in numbers:
        raise WrongUse(
            f"“{versions[0].name}” has no version {args.version}.",
            next_step=f"Known: {', '.join(map(str, sorted(numbers)))}.",
        )
    return numbers[args.version]


def _shown(args: Namespace, version: ScriptVersion) -> Answer:
    if args.target is None:
        return Answer(_version(version), [in_toml(version.words).rstrip("\n")])
    script_files.write(args.target, version.words)
    return Answer(_version(version), [f"{version.name} is written to {args.target}."])


def _all(it: Opened) -> Answer:
    lines = service.scripts(it.db, it.actor)
    rows = [_row(line) for line in lines]
    return Answer(
        {"scripts": [_line(line) for line in lines]},
        [Sheet("Scripts", "", COLUMNS, rows)]
        if rows
        else ["No script yet: every list has the usual one."],
    )


def _row(line: ScriptLine) -> Row:
    newest = line.newest
    at = f"{local(newest.at):%d %b %Y %H:%M}" if newest.at else ""
    return Row((newest.name, newest.number, at, newest.by, ", ".join(line.lists)))


def _line(line: ScriptLine) -> Document:
    return {**_told(line.newest), "lists": list(line.lists)}


def _version(version: ScriptVersion) -> Document:
    return {**_told(version), "script": to_document(version.words)}


def _told(version: ScriptVersion) -> Document:
    return {
        "name": version.name,
        "version": version.number,
        "at": documents.time(version.at),
        "by": version.by or None,
    }


def _check_words(args: Namespace) -> None:
    for option, action in OPTIONS.items():
        if getattr(args, option) is not None and args.action != action:
            raise WrongUse(f"{WRITTEN[option]} goes with “{action}”.")
    if args.name is None and (args.action != "show" or args.target or args.version is not None):
        raise WrongUse(f"“{args.action}” needs the name of the script.")
    if args.action == "save" and args.source is None:
        raise WrongUse(
            "“save” needs --from, a TOML file of what is said.",
            next_step="Write one out with script show --to, and edit it.",
        )
    if args.action == "rename" and args.new_name is None:
        raise WrongUse("“rename” needs --new-name.")
