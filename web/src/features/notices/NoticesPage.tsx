/** What concerns this person, newest first: each leads to where something can be done about it. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";

import { useChanges } from "../../api/changes";
import { api } from "../../api/client";
import { t, when } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { afterReading, leadsTo, noticesQuery, words, type Notice, type Notices, type Read } from "./notices";
import "./hotkeys";
import "../../parts/page.css";
import "./notices.css";

export function Component() {
  const told = useQuery(noticesQuery);
  const navigate = useNavigate();
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const moved = useRef(false);
  const read = useChanges<Notices, Read>(
    noticesQuery.queryKey,
    told.data,
    (body) => api.post("/session/notices/read", body),
    afterReading,
  );
  const rows = read.shown?.notices ?? [];
  const unread = read.shown?.unread ?? 0;
  const one = rows[active];
  const mark = (notice: Notice | undefined) => {
    if (!notice || notice.read_at) return false;
    read.mutate({ ids: [notice.id] });
  };
  const all = () => (rows[0] ? read.mutate({ upto: rows[0].id }) : undefined);
  const go = (next: number) => {
    moved.current = true;
    setActive(Math.min(Math.max(next, 0), Math.max(rows.length - 1, 0)));
  };
  useEffect(() => {
    if (moved.current) list.current?.querySelector<HTMLElement>("[aria-current] a")?.focus();
  }, [active]);
  useHotkeys("notices", {
    "notices.next": () => go(active + 1),
    "notices.previous": () => go(active - 1),
    "notices.open": (_, event) => {
      if (!one || (event.target instanceof HTMLElement && event.target.closest("a, button"))) return false;
      mark(one);
      void navigate(leadsTo(one));
    },
    "notices.read": () => mark(one),
    "notices.all": all,
  });
  return (
    <div className="page lead-page">
      <div className="page-head">
        <h1>{t("notices.title")}</h1>
        {unread > 0 && (
          <>
            <span className="quiet num">{t("notices.new", { n: unread })}</span>
            <button type="button" className="button small edge" onClick={all}>
              {t("notices.allRead")} <ActionKey id="notices.all" />
            </button>
          </>
        )}
      </div>
      {(told.error ?? read.error) && (
        <ProblemBox error={told.error ?? read.error} onRetry={() => void told.refetch()} />
      )}
      {told.isPending && <Skeleton lines={6} />}
      {told.data && rows.length === 0 && <p className="quiet">{t("notices.none")}</p>}
      <ul className="plain notices" ref={list}>
        {rows.map((notice, at) => (
          <li
            key={notice.id}
            className={notice.read_at ? "" : "new"}
            {...(at === active ? { "aria-current": "true" as const } : {})}
            onFocus={() => setActive(at)}
          >
            <Link to={leadsTo(notice)} onClick={() => void mark(notice)} dir="auto">
              {words(notice)}
            </Link>
            <span className="quiet small num">
              {notice.project} · {when(notice.at)}
            </span>
            {!notice.read_at && (
              <button type="button" className="button small" onClick={() => void mark(notice)}>
                {t("notices.markRead")} {at === active && <ActionKey id="notices.read" />}
                <span className="hidden">{words(notice)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
