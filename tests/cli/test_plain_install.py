"""What only the extras bring is asked for by name where it is needed, and everything else goes without it."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = {"postgres": ["psycopg"], "fast": ["numba"], "scan": ["ibis", "sqlglot"]}  # of each extra
RUN = """
import importlib, pkgutil, sys
sys.modules.update(dict.fromkeys({blocked}))
import accord
from accord.cli.app import app
from accord.cli.errors import guard
{first}
for command in {commands}:
    sys.argv = ["accord", *command]
    if code := guard(app):
        sys.exit(code)
"""
IMPORT_ALL = """
for found in pkgutil.walk_packages(accord.__path__, "accord."):
    if not any(part in found.name for part in ("__main__", "migrations.", "quality.scan", "aggregation._kernels")):
        importlib.import_module(found.name)
"""


def plain(folder, *commands, first="", **environment):
    """Run commands in a process that has none of the extras' modules."""
    blocked = [module for modules in MODULES.values() for module in modules]
    code = RUN.format(blocked=blocked, commands=[list(command) for command in commands], first=first)
    inherited = {name: value for name, value in os.environ.items() if name != "ACCORD_DATABASE_URL"}
    whole = {**inherited, "ACCORD_HOME": str(folder), **environment}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=whole, timeout=120)


def test_each_extra_is_left_out_here():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(MODULES) == set(project["optional-dependencies"])


def test_every_module_loads_and_a_project_is_made_filled_and_exported_without_the_extras(tmp_path):
    spec, rows, out = tmp_path / "p.yaml", tmp_path / "rows.jsonl", tmp_path / "out"
    spec.write_text("name: p\nfields: {t: {type: text}}\nquestions: {ok: {type: label, options: [a, b]}}\n")
    rows.write_text('{"id": "1", "values": {"t": "one"}}\n')
    done = plain(
        tmp_path / "home",
        ["project", "create", str(spec)],
        ["import", "p", str(rows)],
        ["export", "p", "--format", "parquet", "--out", str(out)],
        ["quality", "p", "--json"],
        first=IMPORT_ALL,
    )
    assert done.returncode == 0, done.stderr
    assert list(out.rglob("*.parquet"))


def test_postgresql_without_its_driver_says_what_to_install(tmp_path):
    done = plain(tmp_path, ["project", "list"], ACCORD_DATABASE_URL="postgresql:///none")
    assert done.returncode == 1
    assert "pip install 'accord[postgres]'" in done.stdout + done.stderr and "Traceback" not in done.stderr
