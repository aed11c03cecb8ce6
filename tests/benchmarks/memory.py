"""How much memory this process holds now."""

import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def resident_mb() -> float:
    """The resident size in MB; where the system does not say, the largest so far."""
    if STATUS.exists():
        line = next(it for it in STATUS.read_text().splitlines() if it.startswith("VmRSS"))
        return int(line.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
