"""A local Spark session for the tests that compare with it; they are passed over, with the reason, where it cannot run.

`python tests/quality/spark.py --install` (part of `make test`) puts pyspark into .build/spark, a folder of its own: it is
400 MB that nothing else needs.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".build" / "spark"
PINNED = ROOT / "requirements" / "spark.txt"
JAVA = 17  # the oldest that this Spark runs on
UNAVAILABLE = 600  # seconds that the download may take


def lacking() -> str | None:
    """Why Spark cannot run here; None if it can."""
    if not shutil.which("java"):
        return "Spark needs Java, and there is none on this machine"
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False, timeout=60).stderr
    version = re.search(r'"(?:1\.)?(\d+)', said)
    if version is None or int(version.group(1)) < JAVA:
        return f"Spark needs Java {JAVA} or newer, and `java -version` says: {said.strip()[:80]}"
    if FOLDER.is_dir() and str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
    if importlib.util.find_spec("pyspark") is None:
        return "pyspark is not installed: `make spark` installs it into .build/spark"
    return None


def install() -> str:
    """Put pyspark into its folder if Java is there; what happened, in a line. Never fails: the tier is optional."""
    why = lacking()
    if why is None or "pyspark" not in why:
        return why or "Spark: ready"
    part = FOLDER.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--target", str(part)]
    try:
        done = subprocess.run(
            [*command, "--requirement", str(PINNED)], capture_output=True, text=True, check=False, timeout=UNAVAILABLE
        )
    except subprocess.TimeoutExpired:
        return f"Spark: pyspark did not come within {UNAVAILABLE} s; its tests are passed over"
    if done.returncode:
        return f"Spark: pyspark cannot be installed, its tests are passed over: {done.stderr.strip().splitlines()[-1]}"
    shutil.rmtree(FOLDER, ignore_errors=True)
    part.rename(FOLDER)
    return "Spark: installed into .build/spark"


@cache
def session() -> Any:
    """One session for all tests, two threads, listening on this machine only; skips the test where it cannot run."""
    import pytest

    why = lacking()
    if why is not None:
        pytest.skip(why)
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[2]").appName("accord tests")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(FOLDER.parent / "spark-warehouse"),
    }.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made


if __name__ == "__main__":
    print(install() if "--install" in sys.argv else lacking() or "Spark: ready")
