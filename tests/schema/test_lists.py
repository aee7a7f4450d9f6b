"""Marks, items, links, rubrics and rewrites in a project: checked with what they ask, and several people's become one."""

import random
from itertools import permutations

import pytest

from accord.schema import SpecError, check_answers, check_record, matching, parse, present
from accord.schema.consensus import consensus

YAML = """
name: claims
fields:
  reply: {type: text}
  policy: {type: candidates}
questions:
  issues:
    type: marks
    of: reply
    labels: [invented, vague]
    ask:
      severity: {type: rating, min: 1, max: 4}
      fix: {type: text, visible_if: "label == 'invented' && severity >= 3"}
  claims:
    type: items
    of: reply
    ask:
      verdict: {type: label, options: [supported, refuted, unclear]}
      evidence: {type: marks, of: policy, required: "verdict != 'unclear'"}
  central: {type: label, options: {from: claims}, required: false}
  sure: {type: rating, each: claims, where: "verdict == 'refuted'"}
  better: {type: rewrite, of: reply, visible_if: "claims.exists(c, c.verdict == 'refuted')"}
  rests: {type: links, types: [on], required: false}
"""
REPLY = "Refunds take 90 days 😀 and cost 5 euro."
POLICY = "Within 30 days, free of charge."


@pytest.fixture(scope="module")
def spec():
    return parse(YAML)


@pytest.fixture(scope="module")
def record(spec):
    shape, faults = check_record(spec, {"id": "1", "values": {"reply": REPLY, "policy": [POLICY, "Other."]}})
    assert faults == []
    return shape


def span(at, words):
    text = {"reply": REPLY, "policy/0": POLICY}[at]
    start = text.index(words)
    return {"at": at, "start": start, "end": start + len(words), "quote": words}


def mark(own, words, label="invented", severity=1, **more):
    answers = {"severity": {"value": severity}, **more}
    return {"id": own, "anchor": span("reply", words), "label": label, "answers": answers}


def claim(own, text, verdict="supported", words=None):
    answers = {"verdict": {"value": verdict}}
    if verdict != "unclear":
        answers["evidence"] = {"value": [{"id": "e1", "anchor": span("policy/0", "30 days")}]}
    return {"id": own, "text": text, "answers": answers, **({"anchor": span("reply", words)} if words else {})}


def pointers(spec, record, **answers):
    return {f.pointer: f for f in check_answers(spec, "annotate", record, answers, partial=True)[1]}


def test_a_whole_answer_is_kept_as_it_is(spec, record):
    answers = {
        "issues": {"value": [mark("m1", "90 days", severity=3, fix={"value": "30 days"}), mark("m2", "😀", "vague")]},
        "claims": {
            "value": [claim("c1", "It takes 90 days", "refuted", "90 days"), claim("c2", "It costs", "unclear")]
        },
        "central": {"value": "c1"},
        "sure": {"c1": {"value": 4}},
        "better": {"value": "Refunds take 30 days."},
        "rests": {
            "value": [{"id": "l1", "from": {"at": "claims/c1"}, "to": span("policy/0", "30 days"), "type": "on"}]
        },
    }
    stored, faults = check_answers(spec, "annotate", record, answers)
    assert faults == []
    assert stored == answers


@pytest.mark.parametrize(
    ("answer", "pointer", "code"),
    [
        (lambda: [mark("m1", "90 days", "vagu")], "/issues/value/0/label", "unknown-option"),
        (lambda: [mark("m1", "90 days", severity=9)], "/issues/value/0/answers/severity/value", "out-of-range"),
        (lambda: [mark("m1", "90 days", fix={"value": "x"})], "/issues/value/0/answers/fix", "not-asked"),
        (lambda: [mark("m1", "90 days"), mark("m1", "😀")], "/issues/value/1/id", "duplicate"),
        (lambda: [mark("m1", "90 days"), mark("m2", "days 😀")], "/issues/value/1/anchor", "overlap"),
        (lambda: [{**mark("m1", "90 days"), "anchor": span("policy/0", "free")}], "/issues/value/0/anchor/at", "elsewhere"),
        (lambda: [{**mark("m1", "90 days"), "colour": 1}], "/issues/value/0/colour", "unknown-key"),
        (lambda: {"id": "m1"}, "/issues/value", "not-a-list"),
        (lambda: [7], "/issues/value/0", "not-an-object"),
    ],
)  # fmt: skip
def test_a_mark_that_does_not_fit_is_refused_at_its_place(spec, record, answer, pointer, code):
    assert pointers(spec, record, issues={"value": answer()})[pointer].code == code


def test_missing_answers_within_are_named_only_when_the_whole_is_due(spec, record):
    answers = {"issues": {"value": [{**mark("m1", "90 days"), "answers": {}}]}, "claims": {"value": []}}
    due = {fault.pointer for fault in check_answers(spec, "annotate", record, answers)[1]}
    assert due == {"/issues/value/0/answers/severity"}
    assert not check_answers(spec, "annotate", record, answers, partial=True)[1]


def test_a_question_is_asked_only_of_the_items_that_it_is_about(spec, record):
    claims = {"value": [claim("c1", "One", "refuted"), claim("c2", "Two")]}
    found = pointers(spec, record, claims=claims, sure={"c2": {"value": 1}}, central={"value": "c9"})
    assert found["/sure/c2"].code == "unknown-element"
    assert found["/central/value"].code == "unknown-option"


def test_people_are_sent_the_parts_of_meta_that_questions_read_and_no_others():
    spec = parse(
        "name: x\nfields: {t: {type: text}}\nquestions:\n"
        "  a: {type: label, options: {from: meta.topics}, visible_if: \"meta['tier'] == 'gold'\"}\n"
        "  b: {type: items, ask: {c: {type: text, required: \"meta.region == 'uk'\"}}}\n"
    )
    meta = {"topics": ["x", "y"], "tier": "gold", "region": "uk", "model": "m-1"}
    record, _ = check_record(spec, {"id": "1", "values": {"t": "x"}, "meta": meta})
    assert present(spec, record, {})["meta"] == {"topics": ["x", "y"], "tier": "gold", "region": "uk"}
    assert check_answers(spec, "annotate", record, {"a": {"value": "y"}, "b": {"value": []}})[1] == []


def test_a_condition_names_the_part_of_meta_that_it_reads():
    with pytest.raises(SpecError, match=r"meta\.region"):
        parse("name: x\nfields: {t: {type: text}}\nquestions: {a: {type: text, visible_if: \"'uk' in meta\"}}\n")


def test_people_who_mark_nearly_the_same_agree_nearly(spec, record):
    kind, own = spec.questions["issues"].kind, spec.questions["issues"].spec
    a, b, c = ([mark("m1", words)] for words in ("take 90 days", "90 days", "cost"))
    assert kind.distance(own, a, b) == pytest.approx(1 - 7 / 12)
    assert kind.distance(own, a, c) == 1
    assert kind.distance(own, [*a, *c], a) == pytest.approx(1 / 3)
    assert kind.distance(own, a, [mark("m1", "take 90 days", "vague")]) == 1
    assert 0 < kind.distance(own, a, [mark("m1", "take 90 days", severity=4)]) <= 1


def test_the_consensus_has_what_most_have(spec):
    kind, own = spec.questions["issues"].kind, spec.questions["issues"].spec
    people = [
        [mark("x", "90 days", severity=2), mark("y", "cost")],
        [mark("m1", "take 90 days", severity=3)],
        [mark("m1", "90 days", "vague", severity=3)],
    ]
    agreed = kind.consensus(own, people)
    assert agreed.value == [mark("m1", "90 days", severity=3)]
    assert agreed.confidence == pytest.approx(2 / 3)
    assert kind.consensus(own, people[::-1]) == agreed


def test_items_are_matched_by_their_words_or_their_place(spec):
    kind, own = spec.questions["claims"].kind, spec.questions["claims"].spec
    people = [
        [claim("c1", "It takes 90 days", "refuted", "90 days")],
        [claim("a", "Ninety days is what refunds need", "refuted", "90 days"), claim("b", "It costs 5 euro")],
        [claim("q", "it takes  90 days.", "supported"), claim("z", "It costs 5 euros")],
    ]
    agreed = kind.consensus(own, people).value
    assert [one["text"] for one in agreed] == ["It takes 90 days", "It costs 5 euro"]
    assert [one["answers"]["verdict"]["value"] for one in agreed] == ["refuted", "supported"]


def test_the_consensus_of_a_project_holds_its_lists(spec):
    answers = [{"issues": {"value": [mark("m1", "90 days")]}} for _ in range(3)]
    assert consensus(spec, answers)["answers"]["issues"] == {"value": [mark("m1", "90 days")]}


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        (("of: policy, required", "of: polcy, required"), "/questions/claims/ask/evidence/of"),
        (("verdict != 'unclear'", "verdct != 'unclear'"), "/questions/claims/ask/evidence/required"),
        (("label == 'invented'", "labl == 'invented'"), "/questions/issues/ask/fix/visible_if"),
        (("{from: claims}", "{from: claim}"), "/questions/central/options/from"),
        (("where: \"verdict", "where: \"vrdict"), "/questions/sure/where"),
        (("type: rating, min: 1", "type: ratng, min: 1"), "/questions/issues/ask/severity/type"),
    ],
)  # fmt: skip
def test_a_slip_within_ask_is_found_at_its_line(changed, pointer):
    with pytest.raises(SpecError) as caught:
        parse(YAML.replace(*changed))
    found = {fault.pointer: fault for fault in caught.value.faults}
    assert (
        changed[1].split(":")[0].split(",")[0].strip() in YAML.replace(*changed).splitlines()[found[pointer].line - 1]
    )


RUBRIC = {"criteria": [{"name": "cites", "weight": 3}, "polite"], "why": "optional"}


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        ({"cites": {"score": 1}}, "/polite"),
        ({"cites": {"score": 5}, "polite": {"score": 1}}, "/cites/score"),
        ({"cites": {"score": 1.5}, "polite": {"score": 1}}, "/cites/score"),
        ({"cites": {"score": True}, "polite": {"score": 1}}, "/cites/score"),
        ({"cites": {"score": "met"}, "polite": {"score": 1}}, "/cites/score"),
        ({"cites": {"score": 1, "why": 3}, "polite": {"score": 1}}, "/cites/why"),
        ({"cites": 1, "polite": {"score": 1}}, "/cites"),
        ({"sites": {"score": 1}}, "/sites"),
        ([], ""),
    ],
)
def test_a_rubric_wants_every_criterion_on_its_scale(value, pointer):
    from accord.schema.questions.kind import Context
    from accord.schema.questions.rubric import KIND

    own, _ = KIND.parse(RUBRIC)
    assert pointer in {fault.pointer for fault in KIND.validate(own, value, Context())}


def test_a_checklists_total_leaves_out_what_does_not_apply():
    from accord.schema.questions.rubric import KIND

    own, faults = KIND.parse({"criteria": ["short", "polite", "cites"], "scale": "checklist"})
    assert faults == []
    value = {"short": {"score": "met"}, "polite": {"score": "partly"}, "cites": {"score": "not_applicable"}}
    assert KIND.binding(own, value)["total"] == 0.75
    assert KIND.columns(own, value)[".cites"] == "not_applicable"


def test_a_rewrite_of_each_candidate_is_text_and_may_have_to_differ():
    spec = parse(
        "name: x\nfields: {replies: {type: candidates}, chat: {type: chat}}\nquestions:\n"
        "  better: {type: rewrite, of: replies, each: replies, must_change: true}\n"
        "  talk: {type: rewrite, of: chat}\n"
    )
    raw = {"id": "1", "values": {"replies": ["Yes.", "No."], "chat": [{"role": "user", "content": "Hi"}]}}
    record, _ = check_record(spec, raw)
    talk = {"value": [{"role": "user", "content": "Hello"}]}
    good = {"better": {"0": {"value": "Yes!"}, "1": {"value": "Nope."}}, "talk": talk}
    assert check_answers(spec, "annotate", record, good)[1] == []
    bad = {"better": {"0": {"value": "Yes."}, "1": {"value": [1]}}, "talk": {"value": [{"role": "usr"}]}}
    found = {fault.pointer: fault.code for fault in check_answers(spec, "annotate", record, bad)[1]}
    assert found["/better/0/value"] == "unchanged"
    assert found["/better/1/value"] == "not-text"
    assert "/talk/value/0/role" in found


def test_a_blind_run_sent_back_as_it_was_shown_is_unchanged():
    spec = parse(
        "name: x\nfields: {run: {type: trajectory, blind: true}}\n"
        "questions: {better: {type: rewrite, of: run, must_change: true}}\n"
    )
    step = {"id": "s1", "kind": "thought", "content": "Look it up.", "model": "m-1", "meta": {"seed": 3}}
    record, faults = check_record(spec, {"id": "1", "values": {"run": [step]}})
    assert faults == []
    seen = present(spec, record, {})["values"]["run"]["steps"]
    assert "model" not in seen[0]
    assert [one.code for one in check_answers(spec, "annotate", record, {"better": {"value": seen}})[1]] == [
        "unchanged"
    ]
    other = [{**seen[0], "content": "Look it up in the list."}]
    assert check_answers(spec, "annotate", record, {"better": {"value": other}})[1] == []


def test_the_best_matching_is_the_best_of_all_matchings():
    rng = random.Random(0)
    for _ in range(300):
        rows, columns = rng.randint(1, 4), rng.randint(1, 4)
        alike = [[rng.choice([0.0, 0.0, rng.random()]) for _ in range(columns)] for _ in range(rows)]
        few, many = (alike, columns) if rows <= columns else ([list(one) for one in zip(*alike, strict=True)], rows)
        best = max(sum(few[at][to] for at, to in enumerate(chosen)) for chosen in permutations(range(many), len(few)))
        assert matching._best(alike) == pytest.approx(best)
