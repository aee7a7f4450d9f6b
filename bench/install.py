"""How long a plain install takes, and how large it is: `python bench/install.py`.

Builds the wheel, installs it without extras into a fresh environment and lets it say its version there. Targets: under 60 s, under
400 MB. The pages are built into the wheel unless ACCORD_SKIP_WEB=1. pip's own store of wheels counts as empty (`--no-cache-dir`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def size(folder: Path) -> int:
    """Bytes on disk, of the files as they are."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def main() -> None:
    """Build, install, print."""
    with tempfile.TemporaryDirectory() as folder:
        out, there = Path(folder) / "wheel", Path(folder) / "env"
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(out), str(ROOT)], check=True)
        (wheel,) = out.glob("*.whl")
        pages = [name for name in zipfile.ZipFile(wheel).namelist() if "/static/" in name]
        print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, {len(pages)} files of the pages")
        if not os.environ.get("ACCORD_SKIP_WEB"):
            assert any(name.endswith("/static/index.html") for name in pages), "the pages are not in the wheel"
        subprocess.run([sys.executable, "-m", "venv", str(there)], check=True)
        empty = size(there)
        python = there / ("Scripts" if os.name == "nt" else "bin") / "python"
        start = time.perf_counter()
        subprocess.run([str(python), *pip[1:], "install", "--no-cache-dir", str(wheel)], check=True)
        took = time.perf_counter() - start
        subprocess.run([str(python), "-m", "accord.cli", "--version"], check=True)
        print(f"installed in {took:.0f} s, {(size(there) - empty) / 1e6:.0f} MB beyond the empty environment")


if __name__ == "__main__":
    main()
