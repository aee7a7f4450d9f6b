"""Goes through one list from any place, either way: by the records' ids, or by how far apart people are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from accord.insight.disputes import Ordered
from accord.insight.listing import queries
from accord.insight.listing.chosen import Chosen, Count, Cursor, Listed

WINDOWS = 4  # windows of candidates that one page looks through; a page that found less than it may says where to go on
TRIED = 400  # disputed records whose other filters are tried at once

Part = tuple[list[int], Cursor | None]  # ids, and where to go on; None at the end


class Walk:
    """One list: its records in their order, within one transaction. `disputes` where the list asks for them."""

    def __init__(
        self,
        c: Connection,
        project: int,
        chosen: Chosen,
        stages: Sequence[str],
        disputes: Ordered | None,
        *,
        by_distance: bool,
    ) -> None:
        self.c, self.project, self.chosen, self.stages = c, project, chosen, stages
        self.disputes, self.by_distance = disputes, by_distance

    def page(self, at: Cursor | None, limit: int, *, newest: bool, back: bool) -> Listed:
        """The records behind `at` (`back`: before it), in the list's order either way."""
        if self.by_distance:
            ids, on = self._by_distance(at, limit, back)
        elif self.chosen.disagree:
            ids, on = self._disputed_by_id(at, limit, newest != back)
        else:
            ids, on = self._by_id(at.record if at else None, limit, newest != back)
        if back:
            ids.reverse()
        far = {} if self.disputes is None else self.disputes.distances(ids)
        own = [Cursor(one, far.get(one) if self.by_distance else None) for one in (ids[0], ids[-1])] if ids else []
        if back:
            return Listed(ids, far, own[1] if own and at else None, on)
        return Listed(ids, far, on, own[0] if own and at else None)

    def count(self) -> Count:
        """How many match, without looking at more than a bounded part."""
        if not self.chosen.disagree or self.disputes is None:
            return Count(*queries.count(self.c, self.project, self.chosen, self.stages, WINDOWS * queries.SCAN))
        some = self.disputes.record.tolist()
        if not self._narrowed():
            return Count(len(some), False)
        looked = some[: queries.SCAN]
        parts = [looked[start : start + TRIED] for start in range(0, len(looked), TRIED)]
        return Count(sum(len(self._passing(part)) for part in parts), len(some) > len(looked))

    def _by_id(self, at: int | None, limit: int, down: bool) -> Part:
        ids: list[int] = []
        for _ in range(WINDOWS):
            wanted = limit - len(ids)
            found = queries.window(self.c, self.project, self.chosen, self.stages, at, wanted, down=down)
            ids += found.ids
            if len(found.ids) == wanted:
                return ids, Cursor(ids[-1])
            if found.last or found.edge is None:
                return ids, None
            at = found.edge
        return ids, None if at is None else Cursor(at)

    def _by_distance(self, at: Cursor | None, limit: int, back: bool) -> Part:
        """First the disputed ones, then (unless only those are asked for) the others as they came."""
        rest = not self.chosen.disagree
        behind = at is not None and at.far is None  # the place is among the others
        if not back:
            ids, on = ([], None) if behind else self._disputed(at, limit)
            if on is not None or not rest:
                return ids, on
            more, on = self._others(at.record if at and behind else None, limit - len(ids), down=False)
            return ids + more, on
        ids, on = (
            self._others(at.record if at else None, limit, down=True) if rest and (behind or at is None) else ([], None)
        )
        if on is not None:
            return ids, on
        more, on = self._disputed(None if behind else at, limit - len(ids), back=True)
        return ids + more, on

    def _others(self, at: int | None, limit: int, *, down: bool) -> Part:
        """Records that nobody differs on, as they came."""
        assert self.disputes is not None
        some, on = self._by_id(at, limit, down) if limit else ([], None if at is None else Cursor(at))
        disputed = self.disputes.distances(some)
        return [one for one in some if one not in disputed], on or (None if limit else Cursor(0))

    def _disputed(self, at: Cursor | None, limit: int, *, back: bool = False) -> Part:
        """Disputed records, farthest apart first."""
        assert self.disputes is not None
        order = self.disputes
        here = None if at is None else order.place(at.far or 0.0, at.record, after=not back)
        ids, last = self._through(order.record, here, limit, back)
        return ids, None if last is None else Cursor(int(order.record[last]), float(order.distance[last]))

    def _disputed_by_id(self, at: Cursor | None, limit: int, down: bool) -> Part:
        """Disputed records, as they came."""
        assert self.disputes is not None
        order = self.disputes.by_id()
        here = None if at is None else int(order.searchsorted(at.record, "left" if down else "right"))
        ids, last = self._through(order, here, limit, down)
        return ids, None if last is None else Cursor(int(order[last]))

    def _through(self, order: Any, here: int | None, limit: int, back: bool) -> tuple[list[int], int | None]:
        """Up to `limit` ids of an array that pass the other filters, from `here` on, and the last index looked at."""
        if here is None:
            here = len(order) if back else 0
        ids: list[int] = []
        for _ in range(WINDOWS * queries.SCAN // TRIED):
            if len(ids) == limit:
                break
            tried = (order[max(0, here - TRIED) : here][::-1] if back else order[here : here + TRIED]).tolist()
            if not tried:
                return ids, None
            passing = self._passing(tried)
            for one in tried:
                here += -1 if back else 1
                if one in passing:
                    ids.append(one)
                if len(ids) == limit:
                    break
        last = here if back else here - 1
        return ids, last if 0 <= last < len(order) else None

    def _passing(self, ids: list[int]) -> set[int]:
        """Those that pass the other filters."""
        return queries.among(self.c, self.project, self.chosen, self.stages, ids) if self._narrowed() else set(ids)

    def _narrowed(self) -> bool:
        return self.chosen != Chosen(disagree=self.chosen.disagree)
