"""A start is short because it loads nothing that nobody has asked for yet."""

import os
import subprocess
import sys

from accord.ground.settings import Settings
from accord.server.app import create_app

# each takes a tenth of a second or some megabytes, and is loaded when it is first used
LATER = ["numpy", "scipy", "duckdb", "alembic", "httpx2", "rich", "pydantic.v1", "psycopg", "starlette.testclient"]
SERVE = f"""
import json, sys, threading
from accord.cli import serve
threading.excepthook = lambda error: None
def ready(address):
    print(json.dumps([one for one in {LATER} if one in sys.modules]), flush=True)
    import _thread
    _thread.interrupt_main()
serve.run("127.0.0.1", 0, ready)
"""


def test_a_server_that_nobody_has_asked_yet_has_loaded_none_of_the_heavy_parts(tmp_path):
    create_app(
        Settings(home=tmp_path, database_url="")
    ).state.db.close()  # the tables: alembic is for those who upgrade
    environment = {**os.environ, "ACCORD_HOME": str(tmp_path), "ACCORD_DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-c", SERVE], env=environment, capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "[]", done.stderr
