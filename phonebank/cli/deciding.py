"""The command that says once what a word of imported files means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli.answers import Answer
from phonebank.cli.lines import plain
from phonebank.cli.opening import opened
from phonebank.services import deciding

if TYPE_CHECKING:
    from argparse import Namespace


def decide(args: Namespace) -> Answer:
    with opened(args) as it:
        means = deciding.decide(
            it.db, it.actor, args.field, args.word, args.means or deciding.NOTHING, it.now
        ).value
    document = {"field": args.field, "word": args.word, "means": means or None}
    told = f"means {means}" if means else "means nothing"
    return Answer(document, [f"“{plain(args.word)}” {told} from now on; import the file again."])
