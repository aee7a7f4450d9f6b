"""Makes the sample files of the built-in workflows again from the original data sets. The same input gives the same bytes.

    python bench/workflow_samples.py --pandalm testset-v1.json --finegrained dev_feedback.json \
        --questions mt_bench_question.jsonl --references mt_bench_reference_answer_gpt-4.jsonl

Sources and licences stand in each workflow's README.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from accord.formats import Row, open_rows, pandalm
from accord.formats.text import line

HOME = Path(__file__).parent.parent / "src" / "accord" / "workflows"
VOTED, PAIRS, LONGEST = 40, 60, 2400  # records with votes, records in all, characters of a pair

PAIR_GOLD = {
    881: ("a", "A cacophony is a harsh mixture of loud sounds; the other answer picks another option."),
    585: ("b", "It mends the sentence and keeps all of it; the other answer drops the half about the food."),
    374: ("a", "We became they and the meaning is kept; the other answer is still in the first person."),
    189: ("b", "The aphorism goes on with the universe and human stupidity; the other answer is no quotation."),
    609: ("a", "Both words are corrected; the other answer loses one of them."),
    285: ("a", "It corrects the transcription; the other answer repeats the errors and breaks off."),
    561: ("b", "It is a question for a skill assessment, if only one; the other answer is a placeholder (E8)."),
    573: ("b", "The review calls the food mediocre, which is about three stars; five is for praise."),
}
# the order, then what is as right: places from best to worst, "=" for the same place
RANK_GOLD = {
    11: (["2 3 1 4"], "2 answers in one sentence; 3 names two singers; 1 names none; 4 names none and loses itself."),
    12: (["2 4 1=3", "4 2 1=3", "2 4 1 3", "4 2 3 1"], "2 has both names with the right dates, 4 is short and right; 1 adds a false resignation and 3 gives one man's date to another, so both come after what is right (decision order 3)."),
    14: (["1 4 2 3", "4 1 2 3", "1 2 4 3"], "none says it outright (E9); 1 lets one conclude it, 4 is short, 2 adds what nobody asked, 3 repeats a clause as well."),
    16: (["1 3 2 4", "3 1 2 4"], "1 names both pirates; 3 names the one that was asked for and errs in what it adds (E7); 2 names only the film's; 4 gives the film's pirate to the show."),
    22: (["1 2 4 3", "1 2=4 3", "1 4 2 3", "1=2=4 3"], "1 says where and when and has one sentence that nobody asked for; 2 and 4 have another each, so one place with it, or after it, is as right; 3 has most of it (decision order 4)."),
    32: (["1 2 4 3", "1 2=4 3", "1 4 2 3"], "1 says where they are; 2 and 4 say it late; 3 lists places where they are not."),
    55: (["1 4 2 3", "1=4 2 3", "4 1 2 3", "1=4 3 2", "1 4 3 2", "4 1 3 2"], "1 and 4 name the writers and are right throughout, so they may share a place; 2 dates the film wrongly and repeats itself, 3 invents an adaptation: one wrong extra each, in either order."),
}  # fmt: skip
OURS = (12, 14, 16)  # people's votes put something false, or a longer text, above what the guidelines put first
RANKED = (1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 22, 24, 32, 44, 49, 55)
REVIEW_GOLD = {
    "mt-bench-104-1": ("reject", "The one brother of each sister is David himself, so he has none."),
    "mt-bench-107-2": ("reject", "C, E and Y are siblings, so A is Z's great-grandfather: three generations, not four."),
    "mt-bench-109-1": ("needs fix", "West is right, but with the shadow in the west on his right he faces south, not north (E7)."),
    "mt-bench-113-2": ("reject", "Who likes green cannot dislike both: the answer is 0; it computes something else (E4)."),
    "mt-bench-114-1": ("reject", "Only (1,1) is below 3, so it is 35/36."),
    "mt-bench-118-2": ("approve", "2x = 20n + 8 leaves 3 when divided by 5."),
    "mt-bench-119-2": ("approve", "125 + 112.50 + 112.50 = 350."),
    "pandalm-201-a": ("reject", "14% of 47.50 is 6.65."),
}  # fmt: skip
TURNS = {101: 2, 102: 2, 104: 1, 106: 2, 107: 2, 108: 2, 109: 1, 112: 2, 113: 2, 114: 1, 117: 2, 118: 2, 119: 2}
REVIEWED = ("51-a", "63-a", "123-b", "135-a", "201-a", "213-a", "249-a", "336-b", "398-b", "446-a", "537-b", "799-b", "833-a", "857-a", "987-a")  # fmt: skip


# Drafts of `refinement`: PandaLM's number and which answer; scores that are right and why for those with gold.
DRAFTS = {
    "44-b": ((1, 0), "Nine days are there, and two can stay: Fes is no part of Marrakech, the Hassan II Mosque is in Casablanca, Sidi Bou Said is in Tunisia, and days repeat."),
    "80-a": None, "107-b": ((2,), "The steps are right, and the list of ingredients that was asked for is missing."),
    "112-b": None, "191-a": None, "318-b": None,
    "366-b": ((1, 2), "There is no title, which was asked for, and the plot names neither a place nor what happens; whether half of it can stay is open."),
    "391-b": ((0,), "Three kinds of network over and over, and they are deep learning itself, not what is learnt before it."),
    "478-a": None, "529-a": ((0,), "A description of Gmail; a user story is told from the user's side: as a ..., I want ..., so that ..."),
    "540-a": None, "547-b": None, "550-b": None, "565-a": None, "588-a": None, "644-b": None, "672-a": None, "687-a": None,
    "771-a": ((0,), "A letter of thanks that says one sentence five times; what was asked for is a signature."),
    "817-a": None, "837-a": None, "860-b": ((1, 0), "It explains the steps; a hook is one or two lines that make people want to see them. Only the first line could stay."),
    "897-a": None, "952-a": ((1, 0), "The form is right, and a clause or two can stay; but it is a chemistry teacher with cancer who wants to leave his family money, and nobody dies in a car accident."),
}  # fmt: skip


def refinement(path: Path) -> None:
    """Drafts with something to improve, as they are in the source."""
    rows = {row.data["id"]: row.data for row in open_rows(path, "pandalm") if isinstance(row, Row)}
    out = []
    for name, gold in DRAFTS.items():
        number, _, answer = name.partition("-")
        values = rows[f"pandalm-{number}"]["values"]
        brief = values["prompt"] if isinstance(values["prompt"], str) else values["prompt"][-1]["content"]
        draft = next(one["text"] for one in values["replies"] if one["id"] == answer)
        kinds = {"brief": "public data", "draft": "model response"}
        record = {
            "id": f"draft-{name}",
            "values": {"brief": brief, "draft": draft},
            "provenance": {field: {"kind": kind, "source": "PandaLM"} for field, kind in kinds.items()},
            "lang": "en",
            **({"gold": {"score": _scored(*gold)}} if gold else {}),
        }
        out.append(record)
    _write("refinement", "sample.jsonl", out)


def _scored(scores: tuple[int, ...], why: str) -> dict[str, Any]:
    first, *others = scores
    return {"value": first, "why": why, **({"also": others} if others else {})}


def side_by_side(path: Path) -> None:
    """Sample and votes: rows at even steps, the gold ones among those without votes."""
    rows = {row.data["id"]: row.data for row in open_rows(path, "pandalm") if isinstance(row, Row)}
    short = [name for name, row in rows.items() if len(json.dumps(row["values"])) <= LONGEST]
    gold = {f"pandalm-{number}": told for number, told in PAIR_GOLD.items()}
    plain = [name for name in short if name not in gold]
    count = PAIRS - len(gold)
    chosen = [plain[at * len(plain) // count] for at in range(count)]
    voted = [chosen[at * len(chosen) // VOTED] for at in range(VOTED)]
    unvoted = [name for name in chosen if name not in voted]
    order = [*voted, *[name for pair in zip(gold, unvoted, strict=False) for name in pair]]
    order += [name for name in [*gold, *unvoted] if name not in order]
    _write("side-by-side", "sample.jsonl", (_golden(rows[name], gold, "better") for name in order))
    original = {f"pandalm-{row['idx']}": row for row in json.loads(path.read_text(encoding="utf-8"))}
    _write("side-by-side", "votes.jsonl", (vote for name in voted for vote in pandalm.votes(original[name])))


def _golden(row: dict[str, Any], gold: dict[str, tuple[str, str]], question: str) -> dict[str, Any]:
    if row["id"] not in gold:
        return row
    winner, why = gold[row["id"]]
    return {**row, "gold": {question: {"value": {"winner": winner}, "why": why}}}


def preference_ranking(path: Path) -> None:
    """Four answers a question, gold where the human pair votes form an order."""
    rows = json.loads(path.read_text(encoding="utf-8"))

    def records() -> Iterator[dict[str, Any]]:
        for number in RANKED:
            row = rows[number]
            replies = [{"id": f"r{k}", "text": row[f"prediction {k}"]} for k in (1, 2, 3, 4)]
            record = {"id": f"qa-feedback-{number}", "values": {"prompt": row["question"], "replies": replies}}
            source = "FineGrainedRLHF qa_feedback dev"
            record["provenance"] = {
                "prompt": {"kind": "public data", "source": source},
                "replies": {"kind": "model response"},
            }
            record["lang"] = "en"
            if number in RANK_GOLD:
                if number not in OURS:
                    _check_votes(row["preference"], [int(k) for k in RANK_GOLD[number][0][0].split()])
                record["gold"] = {"order": ranked(number)}
            yield record

    _write("preference-ranking", "sample.jsonl", records())


def ranked(number: int) -> dict[str, Any]:
    """The known order of a question's answers, why, and the orders that are as right."""
    orders, why = RANK_GOLD[number]
    first, *others = [[[f"r{k}" for k in place.split("=")] for place in order.split()] for order in orders]
    also = {"also": others} if others else {}
    return {"value": first, "why": "By the answers' ids r1 to r4: " + why, **also}


def _check_votes(votes: list[int], order: list[int]) -> None:
    """The gold order says nothing that the people's own pair votes do not."""
    pairs = [(1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4)]
    for (first, second), vote in zip(pairs, votes, strict=True):
        winner = first if vote == 1 else second
        if vote == 0 or order.index(winner) > order.index(first + second - winner):
            raise SystemExit(f"the gold order {order} contradicts the votes {votes}")


def response_review(pairs: Path, questions: Path, references: Path) -> None:
    """Conversations that end with the answer under review."""
    asked = {row.data["question_id"]: row.data["turns"] for row in open_rows(questions) if isinstance(row, Row)}
    told = {
        row.data["question_id"]: row.data["choices"][0]["turns"]
        for row in open_rows(references)
        if isinstance(row, Row)
    }
    rows = {row.data["id"]: row.data for row in open_rows(pairs, "pandalm") if isinstance(row, Row)}

    def records() -> Iterator[dict[str, Any]]:
        bench = [_turns(number, turns, asked[number], told[number]) for number, turns in TURNS.items()]
        small = [_single(rows[f"pandalm-{name.split('-')[0]}"], name.split("-")[1]) for name in REVIEWED]
        for record in [one for pair in zip(bench, small, strict=False) for one in pair] + small[len(bench) :]:
            if record["id"] in REVIEW_GOLD:
                verdict, why = REVIEW_GOLD[record["id"]]
                record["gold"] = {"verdict": {"value": verdict, "why": why}}
            yield record

    _write("response-review", "sample.jsonl", records())


def _turns(number: int, turns: int, asked: list[str], told: list[str]) -> dict[str, Any]:
    chat = [
        {"role": role, "content": text}
        for question, answer in zip(asked[:turns], told[:turns], strict=True)
        for role, text in (("user", question), ("assistant", answer))
    ]
    return _review(f"mt-bench-{number}-{turns}", chat, "MT-bench reference answers")


def _single(row: dict[str, Any], which: str) -> dict[str, Any]:
    answer = next(one["text"] for one in row["values"]["replies"] if one["id"] == which)
    chat = [{"role": "user", "content": row["values"]["prompt"]}, {"role": "assistant", "content": answer}]
    return _review(f"{row['id']}-{which}", chat, "PandaLM testset-v1")


def _review(name: str, chat: list[dict[str, Any]], source: str) -> dict[str, Any]:
    provenance = {"conversation": {"kind": "public data", "source": source}}
    return {"id": name, "values": {"conversation": chat}, "provenance": provenance, "lang": "en"}


def _write(workflow: str, name: str, rows: Iterable[dict[str, Any]]) -> None:
    target = HOME / workflow / name
    target.write_bytes(b"".join(map(line, rows)))
    print(f"{target.relative_to(HOME)}: {len(target.read_bytes().splitlines())} lines")


def main() -> None:
    """Write all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("pandalm", "finegrained", "questions", "references"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    side_by_side(args.pandalm)
    preference_ranking(args.finegrained)
    response_review(args.pandalm, args.questions, args.references)
    refinement(args.pandalm)


if __name__ == "__main__":
    main()
