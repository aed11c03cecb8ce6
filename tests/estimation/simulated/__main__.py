"""Print the table for ARCHITECTURE.md: `python -m tests.estimation.simulated`."""

import sys

from tests.estimation.simulated.table import HEAD, lines

sys.stdout.write("\n".join([HEAD, *lines()]) + "\n")
