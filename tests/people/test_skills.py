"""A skill is what stages ask for: granted at a level until a day, seen by its person, and every change is in the audit log."""

from datetime import timedelta

from accord.ground import clock
from accord.people import service, skills

API = "/api/v1"


def held(db, name):
    with db.read() as c:
        return dict(skills.held(c, service.user_id(c, name)))


def test_a_skill_is_granted_seen_and_revoked(sign, db, at):
    lee, ann = sign("lee", "lead"), sign("ann")
    until = clock.now() + timedelta(days=10)
    lee.put(
        f"{API}/users/ann/skills/support-en", json={"level": 2, "valid_until": until.isoformat()}
    ).raise_for_status()
    lee.put(f"{API}/users/ann/skills/law", json={}).raise_for_status()
    assert held(db, "ann") == {"law": 1, "support-en": 2}
    told = {one["skill"]: one for one in ann.get(f"{API}/users/ann/skills").json()["skills"]}
    assert (told["support-en"]["by"], told["support-en"]["valid"]) == ("lee", True)
    assert ann.get(f"{API}/users/lee/skills").status_code == 403
    assert lee.get(f"{API}/skills").json()["skills"][1] == {"skill": "support-en", "people": 1, "highest": 2}
    at(until + timedelta(seconds=1))
    assert held(db, "ann") == {"law": 1}
    assert lee.delete(f"{API}/users/ann/skills/law").status_code == 204
    assert lee.delete(f"{API}/users/ann/skills/law").status_code == 404
    assert held(db, "ann") == {}
    done = sign("root", "admin").get(f"{API}/audit", params={"below": "users/ann/skills"}).json()["entries"]
    assert [one["action"] for one in done] == ["skill.revoke", "skill.grant", "skill.grant"]


def test_what_is_no_skill_is_refused_with_a_path(sign):
    lee = sign("lee", "lead")
    sign("ann")
    refused = lee.put(f"{API}/users/ann/skills/Support EN", json={"valid_until": "2020-01-01T00:00:00Z"})
    assert [one["pointer"] for one in refused.json()["errors"]] == ["/skill", "/valid_until"]
    assert lee.put(f"{API}/users/ann/skills/law", json={"level": 11}).status_code == 422
    assert lee.put(f"{API}/users/nobody/skills/law", json={}).status_code == 404
