"""`accord leaderboard` in a process of its own: published numbers, every kind of file, faults by file, row and remedy."""

import json

import duckdb
import pytest

from tests.quality.published_battles import FOOD, FOOD_ELO, THREE, baseball, written

KINDS = ("a", "b", "tie", "both_bad")


def save(path, battles):
    rows = zip(battles.model_a, battles.model_b, battles.winner, strict=True)
    lines = [f"{battles.models[a]},{battles.models[b]},{KINDS[said]}" for a, b, said in rows]
    path.write_text("\n".join(["model_a,model_b,winner", *lines]) + "\n")
    return path


@pytest.fixture
def games(tmp_path):
    return save(tmp_path / "games.csv", baseball())


def told(accord, *arguments, code=0):
    return json.loads(accord("leaderboard", *arguments, "--json", code=code).stdout)


def test_agrestis_baseball_with_and_without_the_home_advantage(accord, games):
    plain = told(accord, games, "--reference", "Baltimore", "--interval", "observed")
    rows = {row["model"]: row for row in plain["models"]}
    assert rows["Milwaukee"]["strength"]["estimate"] == pytest.approx(1.5814, abs=1e-4)
    assert rows["Milwaukee"]["strength"]["se"] == pytest.approx(0.3433, abs=1e-4)
    assert rows["Baltimore"]["rating"]["estimate"] == 1000
    assert (rows["Milwaukee"]["rank"], plain["battles"], plain["decided"]) == (1, 273, 273)
    assert plain["log_likelihood"] == pytest.approx(-172.2482, abs=1e-4)
    home = told(accord, games, "--position", "--interval", "observed")["effects"]["position"]
    assert (home["estimate"], home["se"]) == pytest.approx((0.3023, 0.1309), abs=1e-4)
    assert home["low"] < home["estimate"] < home["high"]


def test_the_same_ratings_from_jsonl_and_parquet_with_columns_of_other_names(accord, tmp_path):
    text = save(
        tmp_path / "three.csv", written("0>1 " * 7 + "0<1 " * 3 + "1>2 " * 6 + "1<2 " * 4 + "0>2 " * 8 + "0<2 " * 2)
    )
    lines, binary = tmp_path / "three.jsonl", tmp_path / "three.parquet"
    words = {"a": 1, "b": 2}
    with lines.open("w") as file:
        for row in text.read_text().split()[1:]:
            one, other, said = row.split(",")
            file.write(json.dumps({"pair": {"left": int(one), "right": int(other)}, "vote": words[said]}) + "\n")
    with duckdb.connect() as engine:
        engine.execute(f"COPY (FROM read_json('{lines}')) TO '{binary}' (FORMAT parquet)")
    options = (
        "--model-a",
        "pair.left",
        "--model-b",
        "pair.right",
        "--winner",
        "vote",
        "--word",
        "1=a",
        "--word",
        "2=b",
    )
    for path, more in ((text, ()), (lines, options), (binary, options)):
        ratings = [row["rating"] for row in told(accord, path, *more)["models"]]
        assert [r["estimate"] for r in ratings] == pytest.approx([1128.65, 974.10, 897.25], abs=0.01)
        assert (ratings[0]["low"], ratings[0]["high"]) == pytest.approx((1011.0, 1246.3), abs=0.05)
    assert sum(x + y for _, _, x, y in THREE) == 30


@pytest.mark.parametrize("method", ["davidson", "rao-kupper", "elo"])
def test_every_method_and_its_table(accord, tmp_path, method):
    path = save(tmp_path / "food.csv", written(FOOD))
    found = told(accord, path, "--method", method)
    ratings = {row["model"]: row["rating"] for row in found["models"]}
    assert all(r["low"] <= r["estimate"] <= r["high"] for r in ratings.values())
    if method == "elo":
        assert {m: r["estimate"] for m, r in ratings.items()} == pytest.approx(FOOD_ELO)
        assert "of order" in found["interval"]
    else:
        assert found["tie"]["low"] < found["tie"]["estimate"] < found["tie"]["high"]
    shown = accord("leaderboard", path, "--method", method).stdout
    assert "30 battles of 5 models" in shown and "Tacos" in shown


def test_who_has_no_rating_is_said_and_the_prior_offered(accord, tmp_path):
    path = tmp_path / "few.csv"
    path.write_text("model_a,model_b,winner\nx,y,a\nx,y,b\nx,z,a\ny,z,a\nx,y,both_bad\nx,y,\n")
    done = accord("leaderboard", path)
    assert "z lost all 2 of its battles" in done.stderr and "--prior 1" in done.stderr
    assert "5 battles (1 without a verdict) of 3 models" in done.stdout and "20.0%" in done.stdout
    found = told(accord, path)
    lost = found["models"][-1]
    assert lost["rating"]["estimate"] is None and lost["rank"] is None and "lost all 2" in lost["rating"]["why"]
    assert found["both_bad"]["estimate"] == 0.2 and "z" in found["remedy"]
    assert told(accord, path, "--prior", 1)["models"][-1]["rating"]["estimate"] < 1000
    path.write_text("model_a,model_b,winner\nx,y,a\n")
    nobody = told(accord, path, code=1)
    assert all(row["rating"]["estimate"] is None for row in nobody["models"])


def test_length_held_level_and_votes_by_prompt(accord, tmp_path):
    path = tmp_path / "style.csv"
    rows = ["model_a,model_b,winner,la,lb,prompt"]
    for at in range(120):
        long = at % 3 > 0  # the longer wins two times of three, whoever it is
        la, lb = (200, 100) if at % 2 else (100, 200)
        wins = "a" if (la > lb) == long else "b"
        rows += [f"x,y,{wins},{la},{lb},{at}"] * 2
    path.write_text("\n".join(rows))
    found = told(accord, path, "--control", "length=la,lb", "--cluster", "prompt")
    # the odds of the longer are 2, and its style difference is a third
    assert found["effects"]["length"]["estimate"] == pytest.approx(2.0794, abs=1e-3)
    alone = told(accord, path, "--control", "length=la,lb")
    wide, narrow = (e["effects"]["length"]["se"] for e in (found, alone))
    assert wide == pytest.approx(narrow * 2**0.5, rel=0.01)


@pytest.mark.parametrize(
    ("content", "arguments", "says"),
    [
        ("model_a,model_b,winner\nx,y,a\nx,y,left\n", (), "t.csv:3: winner holds 'left'"),
        ("model_a,model_b,winner\nx,y,left\n", (), "--word left=a"),
        ("model_a,model_b,winner\nx,y,a\n,y,b\n", (), "t.csv:3: rows 3 have no model_a"),
        ("model_a,model_b,winner\nx,y,a\nx,x,b\n", (), "t.csv:3: rows 3 set 'x' against itself: drop them"),
        ("model_a,model_b,winner\nx,y,\n", (), "no battle has a winner"),
        ("model_a,model_b,winner\n", (), "there is no row"),
        ("one,model_b,winner\nx,y,a\n", (), "Say which one it is with --model-a"),
        ("model_a,model_b,winner,w\nx,y,a,heavy\n", ("--weight", "w"), "t.csv:2: w holds 'heavy'"),
        ("model_a,model_b,winner,w\nx,y,a,-1\n", ("--weight", "w"), "t.csv:2: rows 2 have a weight below 0"),
        ("model_a,model_b,winner,la,lb\nx,y,a,1,\n", ("--control", "l=la,lb"), "t.csv:2: rows 2 have no count"),
        ("model_a,model_b,winner\nx,y,a\n", ("--control", "length"), "NAME=COLUMN_A,COLUMN_B"),
        ("model_a,model_b,winner\nx,y,a\n", ("--method", "davidsen"), "did you mean 'davidson'"),
        ("model_a,model_b,winner\nx,y,a\n", ("--reference", "z"), "--reference 'z' is not known"),
        ("model_a,model_b,winner\nx,y,a\ny,x,b\n", ("--word", "left"), "WORD=KIND"),
        ("model_a,model_b,winner\nx,y,a\ny,x,b\n", ("--confidence", "95"), "--confidence 95"),
        ("model_a,model_b,winner\nx,y,a\n", ("--method", "elo", "--position"), "--position"),
    ],
)
def test_bad_input_is_refused_with_file_row_and_remedy(accord, tmp_path, content, arguments, says):
    (tmp_path / "t.csv").write_text(content)
    done = accord("leaderboard", "t.csv", *arguments, code=2)
    assert says in done.stderr and "Traceback" not in done.stderr and not done.stdout


def test_no_data_folder_is_made(accord, games, tmp_path):
    accord("leaderboard", games)
    assert not (tmp_path / "home").exists()
