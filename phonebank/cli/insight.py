"""The command that shows what the answers tell beyond the canvass table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents_of_insight, values
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.insight import Insight
from phonebank.domain.insight_sheets import sheet_of
from phonebank.domain.sheet import Kind, cell_text
from phonebank.services.insight import find, usual_effort
from phonebank.services.insight_reaching import effort_of

if TYPE_CHECKING:
    from argparse import Namespace


def insight(args: Namespace) -> Answer:
    asked = Insight(args.insight)
    where = values.by_field(args.where)
    with opened(args) as it:
        effort = None
        if asked is Insight.REACH:
            given = args.callers, args.hours, args.calls_an_hour, args.cost, args.close
            effort = effort_of(usual_effort(it.db, it.actor), *given)
        found = find(it.db, it.actor, asked, it.now, where, effort)
    as_of = f"{asked.value.capitalize()} as of {cell_text(Kind.TIME, found.as_of)}"
    return Answer(documents_of_insight.insight(asked, found), [as_of, sheet_of(found)])
