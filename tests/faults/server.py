"""The real server in a process of its own: started, asked, ended in any way."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from http.client import HTTPConnection, HTTPException
from types import SimpleNamespace

API = "/api/v1"


class Server:
    """`with Server(home) as server:`; `kill()` is kill -9. `limits` runs in the child before the server does."""

    def __init__(self, home, url="", limits=None, **environment):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ACCORD_")}
        self._environment = {**kept, "ACCORD_HOME": str(home), "ACCORD_DATABASE_URL": url, **environment}
        self._limits = limits

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "accord.cli", "serve", "--port", "0"],
            env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, preexec_fn=self._limits,
        )  # fmt: skip
        self.said = []
        for line in self.process.stderr:
            self.said.append(line)
            if "http://" in line:
                self.address = line.partition("http://")[2].split()[0]
                return self
        raise AssertionError(f"the server ended with {self.process.wait()}: {''.join(self.said)}")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=60)
        self.process.stderr.close()

    def kill(self):
        """As by a power cut: nothing is finished, nothing tidied."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Person:
    """Somebody's connection, kept as browsers keep it."""

    def __init__(self, server, key):
        self._http = HTTPConnection(server.address, timeout=60)
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def ask(self, method, path, body=None, **headers):
        """The answer, its JSON in `body`; None when the server was gone before it came."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        used = self._http.sock is not None
        try:
            self._http.request(method, API + path, data, {**self._headers, **headers})
            response = self._http.getresponse()
            said = response.read()
        except (OSError, HTTPException):
            self._http.close()
            # servers close connections that were quiet for some seconds, which on a busy machine this one may have been
            return self.ask(method, path, body, **headers) if used else None
        with contextlib.suppress(ValueError):
            said = json.loads(said)
        return SimpleNamespace(status=response.status, body=said)
