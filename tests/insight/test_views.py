"""Views: who sees and sets which, what is no view, and that a list under a name is the list of its filters."""

import pytest

from accord import Client
from accord.ground.errors import Forbidden, Invalid, NotFound
from accord.insight.views import service as views
from accord.people import service as people
from accord.projects import service as projects
from accord.work import service as work

YAML = "name: tone\nfields: {text: {type: text}}\nquestions: {tone: {type: label, options: [kind, curt]}}\n"
OPEN = {"state": "open", "meta": ["lang:ar", "batch:7"]}


@pytest.fixture
def callers(db):
    """A lead, a reviewer, an annotator and somebody from elsewhere."""
    admin = people.local_admin(db)
    projects.create(db, admin, source=YAML)
    callers = {"admin": admin}
    for name, role in {"lee": "lead", "rex": "reviewer", "ann": "annotator", "zoe": "lead"}.items():
        people.create_user(db, admin, name, role)
        if name != "zoe":
            projects.set_member(db, admin, "tone", name, role)
        with db.read() as c:
            callers[name] = people.Caller(people.user_id(c, name), name, role)
    return callers


def test_the_projects_views_are_everybodys_and_ones_own_are_nobody_elses(db, callers):
    views.put(db, callers["lee"], "tone", "Arabic, open", OPEN, shared=True)
    views.put(db, callers["rex"], "tone", "disputed", {"disagree": "*", "sort": "disagreement"})
    views.put(db, callers["rex"], "tone", "Arabic, open", {"state": "done"})
    seen = {
        who: [(one["name"], one["shared"]) for one in views.list_(db, callers[who], "tone")] for who in ("lee", "rex")
    }
    assert seen == {
        "lee": [("Arabic, open", True)],
        "rex": [("Arabic, open", True), ("Arabic, open", False), ("disputed", False)],
    }
    assert views.list_(db, callers["lee"], "tone")[0]["query"] == OPEN
    views.put(db, callers["rex"], "tone", "disputed", {"gold": "true"})
    assert views.list_(db, callers["rex"], "tone")[2]["query"] == {"gold": "true"}
    views.remove(db, callers["rex"], "tone", "Arabic, open")
    assert [(one["name"], one["shared"]) for one in views.list_(db, callers["rex"], "tone")] == [
        ("Arabic, open", True),
        ("disputed", False),
    ]
    for name in ("none", "disputed"):
        with pytest.raises(NotFound):
            views.remove(db, callers["lee"], "tone", name)


def test_only_leads_set_the_projects_and_only_reviewers_have_any(db, callers):
    for who, refused in (("rex", Forbidden), ("ann", Forbidden), ("zoe", NotFound)):
        with pytest.raises(refused):
            views.put(db, callers[who], "tone", "all", {}, shared=True)
        with pytest.raises(refused):
            views.remove(db, callers[who], "tone", "all", shared=True)
    for who, refused in (("ann", Forbidden), ("zoe", NotFound)):
        with pytest.raises(refused):
            views.put(db, callers[who], "tone", "mine", {})
        with pytest.raises(refused):
            views.list_(db, callers[who], "tone")


@pytest.mark.parametrize(
    ("name", "query", "pointer"),
    [
        ("", {}, "/name"),
        (" a", {}, "/name"),
        ("a/b", {}, "/name"),
        ("a\nb", {}, "/name"),
        ("x" * 61, {}, "/name"),
        ("a", {"colour": "red"}, "/query/colour"),
        ("a", {"state": "opened"}, "/query/state"),
        ("a", {"sort": ""}, "/query/sort"),
        ("a", {"gold": "yes"}, "/query/gold"),
        ("a", {"answered": "two"}, "/query/answered"),
        ("a", {"stage": ["a", "b"]}, "/query/stage"),
        ("a", {"meta": ["lang:ar", "lang"]}, "/query/meta"),
    ],
)
def test_what_is_no_view_is_refused_with_its_place_and_not_kept(db, callers, name, query, pointer):
    with pytest.raises(Invalid) as refused:
        views.put(db, callers["lee"], "tone", name, query)
    assert [one.pointer for one in refused.value.faults] == [pointer]
    assert views.list_(db, callers["lee"], "tone") == []


def test_a_project_keeps_so_many_and_no_more(db, callers, monkeypatch):
    monkeypatch.setattr(views, "MOST", 2)
    for name in ("a", "b", "b"):
        views.put(db, callers["lee"], "tone", name, {})
    with pytest.raises(Invalid):
        views.put(db, callers["lee"], "tone", "c", {})
    views.put(db, callers["lee"], "tone", "c", {}, shared=True)
    assert [one["name"] for one in views.list_(db, callers["lee"], "tone")] == ["a", "b", "c"]


def test_a_list_by_name_is_the_list_of_its_filters_and_what_is_said_beside_it_comes_on_top(db, sign, callers):
    rows = [
        {"id": f"r{n}", "values": {"text": f"Words {n}"}, "meta": {"lang": "ar" if n % 2 else "en"}} for n in range(8)
    ]
    work.add_records(db, callers["admin"], "tone", rows)
    records = Client(http=sign("rex")).project("tone").records
    records.keep("Arabic 3?", meta=["lang:ar"], gold=False, answered=None)
    assert records.views() == [{"name": "Arabic 3?", "shared": False, "query": {"meta": ["lang:ar"], "gold": "false"}}]
    assert [one["id"] for one in records.list("Arabic 3?")] == ["r1", "r3", "r5", "r7"]
    assert [one["id"] for one in records.list("Arabic 3?", q="5")] == ["r5"]
    with pytest.raises(LookupError, match="no view 'arabic'"):
        list(records.list("arabic"))
    records.forget("Arabic 3?")
    assert records.views() == []
