"""A project's corpus is searched by its members in any script, and evidence may lie in it: what is quoted is checked."""

import pytest

API = "/api/v1"
YAML = """
name: facts
fields:
  answer: {type: text}
  sources: {type: sources, corpus: true, required: false}
questions:
  claims:
    type: items
    of: answer
    anchor: none
    ask:
      evidence: {type: marks, of: sources, labels: [supports, contradicts]}
"""
TREATY = "It was negotiated by envoys of the two crowns.\n\nThe pope took no part in drafting the treaty. 😀 The line was moved."
DOCUMENTS = [
    {"id": "treaty", "title": "Treaty of Tordesillas", "text": TREATY, "url": "https://example.org/t"},
    {"id": "bull", "title": "Inter caetera", "text": "The bull of May 1493 had set an earlier line. " + "Nothing more. " * 200},
    {"id": "refund", "title": "退款政策", "text": "如果您在三十天内退货，我们将全额退款。运费不予退还。", "lang": "zh"},
    {"id": "kitab", "title": "المكتبة", "text": "قرأ الطالب الكِتابَ في المكتبة، ثم أعاده إلى صاحبه.", "lang": "ar"},
]  # fmt: skip


@pytest.fixture
def lead(sign):
    http = sign("lee", "lead")
    assert http.post(f"{API}/projects", json={"yaml": YAML}).status_code == 201
    report = http.post(f"{API}/projects/facts/corpus", json=DOCUMENTS).json()
    assert (report["inserted"], report["refused"]) == (4, [])
    http.post(f"{API}/projects/facts/records", json=[{"id": "r1", "values": {"answer": "The pope drafted it."}}])
    return http


def found(http, words):
    hits = http.get(f"{API}/projects/facts/search", params={"q": words}).json()["hits"]
    return [hit["id"] for hit in hits]


def test_what_is_searched_is_found_in_any_script_best_first(lead, sign):
    assert found(lead, "treaty") == ["treaty"]
    assert found(lead, "earlier line") == ["bull", "treaty"]  # both words before one of them
    assert found(lead, "negotia") == ["treaty"]  # a word that is not finished
    assert found(lead, "crown") == ["treaty"]  # a plural
    assert found(lead, "退款") == found(lead, "運费 运费") == ["refund"]  # a word of two characters
    assert found(lead, "كتاب") == found(lead, "الكتاب") == ["kitab"]  # without its article and points
    assert found(lead, "'; DROP TABLE \" * ( ") == [] == found(lead, "")
    (hit,) = lead.get(f"{API}/projects/facts/search", params={"q": "pope"}).json()["hits"]
    assert hit["text"] == TREATY[hit["start"] : hit["end"]] and hit["url"] == "https://example.org/t"

    moved = [{**DOCUMENTS[0], "text": "Of the crowns nothing is left."}, {"id": "bad/id", "text": "x"}, {"id": "y"}]
    report = lead.post(f"{API}/projects/facts/corpus", json=[*moved, DOCUMENTS[2]]).json()
    assert (report["inserted"], report["updated"], report["unchanged"]) == (0, 1, 1)
    assert [(one["row"], one["pointer"]) for one in report["refused"]] == [(2, "/id"), (3, "/text")]
    assert found(lead, "envoys") == [] and found(lead, "crowns") == ["treaty"]
    assert lead.delete(f"{API}/projects/facts/corpus/treaty").status_code == 204
    assert found(lead, "crowns") == [] and lead.get(f"{API}/projects/facts/corpus").json()["total"] == 3

    lead.post(f"{API}/projects", json={"yaml": YAML.replace("name: facts", "name: others")}).raise_for_status()
    assert lead.get(f"{API}/projects/others/search", params={"q": "line"}).json()["hits"] == []
    assert sign("ann").get(f"{API}/projects/facts/search", params={"q": "line"}).status_code == 404


def test_evidence_in_the_corpus_is_checked_against_its_text(lead, sign):
    ann = sign("ann")
    lead.put(f"{API}/projects/facts/members/ann", json={"role": "annotator"}).raise_for_status()
    (one,) = ann.post(f"{API}/projects/facts/claim", json={"count": 1}).json()["assignments"]
    start = TREATY.index("The line")
    anchor = {"at": "sources/corpus:treaty", "start": start, "end": start + 18, "quote": "The line was moved"}

    def submit(**change):
        mark = {"id": "m1", "label": "supports", "anchor": {**anchor, **change}}
        claim = {"id": "c1", "text": "The line moved", "answers": {"evidence": {"value": [mark]}}}
        body = {"answers": {"claims": {"value": [claim]}}}
        return ann.post(f"{API}/assignments/{one['id']}/submit", json=body)

    for change, code in (({"quote": "The line was kept!"}, "quote-differs"), ({"at": "sources/corpus:none"}, "unknown-reference"), ({"at": "answer/corpus:treaty"}, "elsewhere")):  # fmt: skip
        told = submit(**change)
        assert (told.status_code, told.json()["errors"][0]["code"]) == (422, code)
    assert submit().status_code == 200
    cited = f"{API}/projects/facts/corpus/treaty/citations"
    (told,) = lead.get(cited).json()["citations"]
    place = {"question": "claims", "label": "supports", "start": start, "end": start + 18, "quote": anchor["quote"]}
    assert {key: told[key] for key in place} == place
    assert (told["record"], told["person"], told["holds"]) == ("r1", "ann", True)
    assert lead.get(cited.replace("treaty", "treat")).json() == {"citations": [], "more": False}
    assert ann.get(cited).status_code == 403
    # where a stage is blind a reviewer learns no name, and while their own answer is to come not what others quote
    rev = sign("rev")
    lead.put(f"{API}/projects/facts/members/rev", json={"role": "reviewer"})
    assert rev.get(cited).json()["citations"][0]["person"] == "ann"
    blind = YAML + "stages: [{name: annotate, overlap: 2, blind: true}]\n"
    assert lead.put(f"{API}/projects/facts", json={"yaml": blind}).status_code == 200
    lead.post(f"{API}/projects/facts/records/r1/reopen", json={"people": 1})
    assert rev.get(cited).json()["citations"] == []
    lead.post(f"{API}/projects/facts/records/r1/send", json={"to": "done"})
    assert rev.get(cited).json()["citations"][0]["person"] != "ann"
    assert lead.put(f"{API}/projects/facts", json={"yaml": YAML}).status_code == 200
    foreseen = lead.post(f"{API}/projects/facts/foresee", json={"yaml": YAML.replace(", corpus: true", "")}).json()
    (claims,) = foreseen["questions"]
    assert (claims["fits"], claims["stays"]) == (0, 1)
    foreseen = lead.post(f"{API}/projects/facts/foresee", json={"yaml": YAML}).json()
    assert foreseen["questions"][0]["fits"] == 1
