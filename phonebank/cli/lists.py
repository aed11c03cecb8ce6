"""The command that makes, shows, changes and opens call lists, and frees what is held on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents_of_lists as documents
from phonebank.cli import tables_of_lists as tables
from phonebank.cli.answers import Answer
from phonebank.cli.facts_of_lists import facts_from
from phonebank.cli.opening import opened
from phonebank.domain.errors import WrongUse
from phonebank.domain.figures import count
from phonebank.domain.lists import ListFacts, in_words
from phonebank.domain.segment_words import parse
from phonebank.services import freeing
from phonebank.services import lists as calling_lists

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping

    from phonebank.cli.opening import Opened

FACTS = ("segment", "where", "script", "priority", "opens", "closes", "for_mp", "attempts", "cap")
RULES = ("weekdays", "weekends", "bank_holidays", "lease")
OF_MANY = frozenset({"release", "reassign"})
DECIDING = frozenset({"new", "change"})


def call_list(args: Namespace) -> Answer:
    _check_words(args)
    with opened(args) as it:
        return ACTIONS[args.action](it, args)


def _check_words(args: Namespace) -> None:
    action = args.action
    if args.name is None and not (action == "show" or (action in OF_MANY and args.all)):
        ends = ", or --all" if action in OF_MANY else ""
        raise WrongUse(f"“{action}” needs the name of the list{ends}.")
    if args.name is not None and args.all:
        raise WrongUse("Give either the name of a list or --all.")
    given = [word for word in (*FACTS, *RULES) if getattr(args, word) is not None]
    given += ["cooldown"] if args.cooldown else []
    if given and action not in DECIDING:
        raise WrongUse(f"--{given[0].replace('_', '-')} goes with “new” or “change”.")
    if args.caller and action not in DECIDING | OF_MANY:
        raise WrongUse("--caller goes with “new”, “change”, “release” or “reassign”.")
    if args.to is not None and action != "reassign":
        raise WrongUse("--to goes with “reassign”.")
    if args.all and action not in OF_MANY:
        raise WrongUse("--all goes with “release” or “reassign”.")
    if args.segment and args.where:
        raise WrongUse("Give either --segment or --where.")


def _new(it: Opened, args: Namespace) -> Answer:
    usual = calling_lists.list_facts(it.db, it.actor, calling_lists.EVERYBODY).rules
    facts = facts_from(args, ListFacts(name=args.name, rules=usual))
    where = parse(args.where) if args.where is not None else None
    made = calling_lists.new_list(it.db, it.actor, facts, it.now, where).value
    return _decided(made, f"Made the list {made.name}, a draft: open it when callers may ring.")


def _change(it: Opened, args: Namespace) -> Answer:
    before = calling_lists.list_facts(it.db, it.actor, args.name)
    where = parse(args.where) if args.where is not None else None
    facts = facts_from(args, before)
    made = calling_lists.change_list(it.db, it.actor, args.name, facts, it.now, where).value
    return _decided(made, f"Changed the list {made.name}.")


def _moved(
    move: Callable[..., object],
) -> Callable[[Opened, Namespace], Answer]:
    def moved(it: Opened, args: Namespace) -> Answer:
        move(it.db, it.actor, args.name, it.now)
        facts = calling_lists.list_facts(it.db, it.actor, args.name)
        return _decided(facts, f"The list {facts.name} is {in_words(facts.state)}.")

    return moved


def _decided(facts: ListFacts, said: str) -> Answer:
    return Answer({"list": documents.facts(facts)}, [said])


def _remove(it: Opened, args: Namespace) -> Answer:
    name = calling_lists.list_facts(it.db, it.actor, args.name).name
    calling_lists.remove_list(it.db, it.actor, name, it.now)
    return Answer({"removed": name}, [f"Removed the list {name}."])


def _show(it: Opened, args: Namespace) -> Answer:
    if args.name is None:
        lines = calling_lists.lists(it.db, it.actor, it.now)
        return Answer({"lists": [documents.line(one) for one in lines]}, [tables.overview(lines)])
    now = calling_lists.list_now(it.db, it.actor, args.name, it.now)
    return Answer(documents.list_now(now), tables.list_now(now))


def _release(it: Opened, args: Namespace) -> Answer:
    caller = _one_caller(args)
    ended = freeing.release(it.db, it.actor, args.name, it.now, caller).value
    said = [f"Released {count(ended.ended)} electors."]
    if ended.in_packs:
        said.append(f"{count(ended.in_packs)} are away in packs: recall the pack to free them.")
    return Answer(documents.released(ended), said)


def _reassign(it: Opened, args: Namespace) -> Answer:
    caller = _one_caller(args)
    if caller is None:
        raise WrongUse("“reassign” needs --caller, whose electors they are.")
    moved = freeing.reassign(it.db, it.actor, args.name, caller, args.to, it.now).value
    whom = args.to or "anybody"
    said = f"Gave {whom} {count(moved.leases)} leases and {count(moved.callbacks)} callbacks."
    return Answer(documents.reassigned(moved), [said])


def _one_caller(args: Namespace) -> str | None:
    if len(args.caller) > 1:
        raise WrongUse(f"“{args.action}” takes one --caller.")
    return args.caller[0] if args.caller else None


ACTIONS: Mapping[str, Callable[[Opened, Namespace], Answer]] = {
    "new": _new,
    "show": _show,
    "change": _change,
    "open": _moved(calling_lists.open_list),
    "pause": _moved(calling_lists.pause_list),
    "close": _moved(calling_lists.close_list),
    "remove": _remove,
    "release": _release,
    "reassign": _reassign,
}
