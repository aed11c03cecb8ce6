"""The words that imports go by, read once from the files that travel with the program."""

import tomllib
from functools import cache
from typing import Any

from phonebank.domain.mapping import HeaderWords
from phonebank.domain.meanings import Meanings
from phonebank.locations import resource


@cache
def header_words() -> HeaderWords:
    """What the headers of files call our fields: resources/header_words.toml."""
    return HeaderWords.from_document(_read("header_words.toml"))


@cache
def meanings() -> Meanings:
    """What the values in files mean: resources/meanings.toml."""
    return Meanings.from_document(_read("meanings.toml"))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resource(name).read_text("utf-8"))
