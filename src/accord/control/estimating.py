"""How right each person is on the questions that `until` asks of: estimated beside the work, kept for it to use.

The truth and everybody's confusions are found together (Dawid & Skene) from the answers so far; known answers count as what they are.
Someone of whom little is known is taken for a usual person: their few answers weigh beside four of everybody's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any

from accord.ground.clock import now
from accord.ground.database import Database
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.schema import QuestionDef
from accord.work.queries import believed

if TYPE_CHECKING:
    from accord.quality import Labels
    from accord.quality.arrays import FloatArray

SOONEST = 25  # answers after which estimates are made anew, or a tenth of all so far
MOST = 100_000  # the latest answers that they rest on
USUAL = 4.0  # answers of a usual person that stand beside those of each
LEAST = 10  # labels without which nothing is estimated


def estimate(db: Database, project_id: int) -> int:
    """Estimate every person of the project anew; how many estimates there are."""
    with db.read() as c:
        project = projects.find_by_id(db, c, Caller(0, "accord", "admin"), project_id)
        asked = sorted({name for stage in project.spec.stages for name in stage.overlap.until})
        stages = [stage.name for stage in project.spec.stages if stage.overlap.until]
        rows = believed.said(c, project_id, stages, MOST) if asked else []
    made: list[dict[str, Any]] = []
    for name in asked:
        question = project.spec.questions[name]
        if question.kind.level(question.spec) == "nominal":
            made += _estimate(project, question, rows)
    moment = now()
    db.write(lambda c: believed.replace(c, project_id, [{**one, "at": moment} for one in made]))
    return len(made)


class Due:
    """Which projects want their estimates made anew."""

    def __init__(self) -> None:
        self._since: dict[int, int] = {}
        self._all: dict[int, int] = {}
        self._lock = Lock()

    def answered(self, project: ProjectRow) -> None:
        """One answer more."""
        if any(stage.overlap.until for stage in project.spec.stages):
            with self._lock:
                self._since[project.id] = self._since.get(project.id, 0) + 1
                self._all[project.id] = self._all.get(project.id, 0) + 1

    def any(self) -> bool:
        """Whether one is due."""
        with self._lock:
            return self._due() is not None

    def next(self) -> int | None:
        """A project that is due, which it is no more."""
        with self._lock:
            found = self._due()
            if found is not None:
                self._since[found] = 0
            return found

    def _due(self) -> int | None:
        return next((key for key, n in self._since.items() if n >= max(SOONEST, self._all[key] // 10)), None)


def _estimate(project: ProjectRow, question: QuestionDef, rows: Any) -> Iterator[dict[str, Any]]:
    import numpy as np  # arrays are loaded where somebody needs them

    from accord.quality import Labels, dawid_skene

    items, people, codes, known = [], [], [], []
    for row in rows:
        right = _coded(question, (row.gold or {}).get(question.name)) if row.hidden else {}
        for element, code in _coded(question, row.answers.get(question.name)).items():
            if row.hidden:
                if element in right:
                    known.append((row.user_id, right[element], code))
            else:
                items.append((row.record_id, row.stage, row.cycle, element))
                people.append(row.user_id)
                codes.append(code)
    if len(codes) < LEAST:
        return
    categories = sorted({*codes, *(code for _, *both in known for code in both)}, key=str)
    if len(categories) < 2:
        return
    labels = Labels.from_arrays(items, people, codes, categories)
    found = dawid_skene(labels)
    counts = _counts(labels, found.posterior, known, categories)
    everybody = sum(counts.values())
    usual = (everybody + 0.5) / (everybody + 0.5).sum(1, keepdims=True)
    classes = np.asarray(found.posterior).mean(0)
    for user_id, own in counts.items():
        said = own + USUAL * usual
        table = said / said.sum(1, keepdims=True)
        kept = {"categories": categories, "table": table.round(4).tolist(), "classes": classes.round(4).tolist()}
        yield {
            "project_id": project.id,
            "question": question.name,
            "user_id": user_id,
            "confusion": kept,
            "judged": int(own.sum().round()),
        }


def _counts(labels: Labels, posterior: FloatArray, known: Any, categories: list[Any]) -> dict[int, FloatArray]:
    """Expected answers of each person, (true, said)."""
    import numpy as np

    q = len(categories)
    out = {user: np.zeros((q, q)) for user in [*labels.annotators, *(user for user, _, _ in known)]}
    for item, person, value in zip(labels.item, labels.annotator, labels.value, strict=True):
        out[labels.annotators[person]][:, value] += posterior[item]
    place = {code: at for at, code in enumerate(categories)}
    for user, true, said in known:
        out[user][place[true], place[said]] += 1
    return out


def _coded(question: QuestionDef, envelope: Any) -> dict[str, Any]:
    """Codes by element ("" for the whole record) of what can be read."""
    out: dict[str, Any] = {}
    parts = envelope if question.each else {"": envelope}
    for element, one in (parts or {}).items():
        if isinstance(one, Mapping) and "value" in one:
            try:
                out[element] = question.kind.code(question.spec, one["value"])
            except (AttributeError, KeyError, TypeError, ValueError):
                continue
    return out
