"""The command line: a stable contract, one module per group of commands over the services."""

from phonebank.cli.running import main

__all__ = ["main"]
