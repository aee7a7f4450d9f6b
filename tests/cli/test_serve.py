"""A server says when another one works on its folder; one that was killed leaves an address that nobody is asked at."""

import os
import subprocess
import sys


def serve(home, port="0"):
    """A server, and what it says until it answers."""
    command = [sys.executable, "-m", "accord.cli", "serve", "--port", port]
    env = {**os.environ, "ACCORD_HOME": str(home)}
    server = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)
    said = []
    for line in server.stderr:
        said.append(line)
        if line.startswith("Accord on "):
            break
    return server, said


def ended(server):
    server.kill()
    server.wait(60)
    server.stderr.close()


def test_a_second_server_on_a_folder_is_told_of_the_first_and_a_killed_one_is_forgotten(tmp_path):
    first, said = serve(tmp_path)
    assert len(said) == 1
    address = said[0].split()[-1]
    second, said = serve(tmp_path)
    ended(second)
    assert address in said[0] and "Another server" in said[0]
    ended(first)
    again, said = serve(tmp_path, address.rpartition(":")[2])
    ended(again)
    assert said == [f"Accord on {address}\n"]
