"""An environment with TRL for the tests that train with it; they are passed over, with the reason, where there is none.

`python tests/training/environment.py --install` (part of `make test`) makes it in .venv-trl: torch alone is several gigabytes
that nothing else needs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".venv-trl"
PYTHON = FOLDER / "bin" / "python"
PINNED = ROOT / "requirements" / "trl.txt"
UNAVAILABLE = 900  # seconds that the download may take
NEEDED = 12 * 1024**3  # bytes of disk, where a build for graphics cards comes along


def lacking() -> str | None:
    """Why nothing can be trained here; None if it can."""
    return None if (FOLDER / "ready").is_file() else "TRL is not installed: `make trl` installs it into .venv-trl"


def install() -> str:
    """Make the environment; what happened, in a line. Never fails: the tier is optional."""
    if lacking() is None:
        return "TRL: ready"
    if shutil.disk_usage(ROOT).free < NEEDED:
        return f"TRL: less than {NEEDED // 1024**3} GB of disk are free, its tests are passed over"
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--requirement", str(PINNED)]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True, capture_output=True, timeout=120)
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=UNAVAILABLE)
    except (subprocess.SubprocessError, OSError) as error:
        return f"TRL: it cannot be installed here, its tests are passed over: {error}"
    if done.returncode:
        return f"TRL: it cannot be installed here, its tests are passed over: {done.stderr.strip().splitlines()[-1]}"
    (FOLDER / "ready").touch()
    return "TRL: installed into .venv-trl"


if __name__ == "__main__":
    print(install() if "--install" in sys.argv else lacking() or "TRL: ready")
