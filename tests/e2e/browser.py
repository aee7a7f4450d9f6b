"""Finds a browser for the tests that drive one; `--install` adds Debian's where this user may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
PACKAGES = ("chromium", "fonts-noto-core", "fonts-noto-cjk")


def find() -> str | None:
    """The path of an installed Chromium or Chrome."""
    return next(filter(None, map(shutil.which, NAMES)), MAC if os.path.exists(MAC) else None)


def install() -> str | None:
    """Install Debian's Chromium when there is none and this user may; the path, or None."""
    if (there := find()) or not shutil.which("apt-get"):
        return there
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and not shutil.which("sudo"):
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "-q", "update"],
        ["apt-get", "-q", "install", "-y", "--no-install-recommends", *PACKAGES],
    ):
        subprocess.run([*root, *command], env=environment, stdout=subprocess.DEVNULL, check=False)
    return find()


if __name__ == "__main__":
    found = install() if "--install" in sys.argv else find()
    print(
        f"Browser for the tests: {found}"
        if found
        else "No Chromium or Chrome: the browser tests will say so and not run"
    )
