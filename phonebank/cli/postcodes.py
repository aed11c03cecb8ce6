"""The command that loads a file of postcodes, or says which is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents, progress
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.services.postcodes import load_postcodes, postcodes_loaded

if TYPE_CHECKING:
    from argparse import Namespace

    from phonebank.cli.documents import Document
    from phonebank.services.postcodes import PostcodesLoaded

NONE_LOADED = "No postcode file is loaded: phonebank postcodes CAMPAIGN FILE loads one."


def postcodes(args: Namespace) -> Answer:
    with opened(args) as it:
        if args.file is None:
            loaded = postcodes_loaded(it.db, it.actor)
            return _answer(loaded) if loaded else Answer({"file": None}, [NONE_LOADED])
        with progress.bar(f"Reading {args.file.name}", hidden=args.json) as report:
            return _answer(load_postcodes(it.db, it.actor, args.file, it.now, report).value)


def _answer(loaded: PostcodesLoaded) -> Answer:
    document: Document = {
        "file": loaded.name,
        "loaded_at": documents.time(loaded.at),
        "read": loaded.read,
        "matched": loaded.matched,
        "unmatched": loaded.unmatched,
        "without_constituency": loaded.without_constituency,
        "unusable": loaded.unusable,
        "share_unmatched": loaded.share_unmatched,
        "nations": dict(loaded.nations),
        "seats_without": dict(loaded.seats_without),
    }
    return Answer(document, [f"{loaded.name}:", *loaded.sentences])
