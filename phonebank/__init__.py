"""A phone bank for a party leadership contest, and how far to believe what it is told."""

__version__ = "0.8.0"
