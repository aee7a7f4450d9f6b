"""What `accord export --format trl-preference` writes trains: TRL's reward and DPO trainers take every row, word for word."""

import json
import math
import subprocess
from pathlib import Path

import pytest

from accord import workflows
from accord.datasets import service
from tests.judging import Judging
from tests.training.environment import PYTHON, lacking

pytestmark = pytest.mark.slow
TRAIN = Path(__file__).parent / "train.py"


@pytest.fixture
def pairs(db, tmp_path):
    """The pairs that the shipped votes of three people make."""
    loaded = workflows.load("side-by-side")
    judging = Judging(db, loaded.source).record(*loaded.sample())
    for vote in loaded.votes():
        judging.answer(vote["record"], vote["person"], vote["answers"])
    made = service.snapshot(db, judging.admin, tmp_path / "data", "side-by-side")
    folder = tmp_path / "out"
    folder.mkdir()
    report = service.export(db, judging.admin, tmp_path / "data", made["id"], "trl-preference", folder)
    return report.files[0]


def test_votes_of_people_train(db, pairs):
    trainer = {"sqlite": "reward", "postgresql": "dpo"}[db.dialect]  # an export of each database, and each trainer once
    if (why := lacking()) is not None:
        pytest.skip(why)
    done = subprocess.run(
        [str(PYTHON), str(TRAIN), str(pairs), trainer], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout.strip().splitlines()[-1])
    assert said["rows"] == said["kept"] > 20
    assert said["lost"] == []
    assert len(said["losses"]) == 4
    assert all(map(math.isfinite, said["losses"]))
