"""The window.

PySide reads the source of every module that is imported after it, and keeps it: it looks for
whoever asks for its names in snake_case. None of ours does, and of an old laptop that took 30 MB
and a tenth of the time to the first page.
"""

import builtins
from importlib import import_module

import_module("PySide6.QtCore")
builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
