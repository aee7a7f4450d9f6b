/** Candidates to be ranked: a digit ranks the one whose turn it is and goes on; arrows and dragging move it. */
import { useRef, useState } from "react";

import type { Json } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import type { Element, WidgetProps } from "../../schema/kinds";
import { letter } from "../preference/scale";
import { complete, insert, rank, rankOf, settle, shift, type Places } from "./moves";

export function RankList({ question, context, value, active, labelledBy, onChange }: WidgetProps<Json>) {
  const places = (Array.isArray(value) ? value : []) as Places;
  const ties = question.ties !== false;
  const ids = context.of.map((one) => one.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const turn = chosen ?? ids.find((id) => rankOf(places, id) === undefined) ?? ids[0] ?? "";
  const set = (next: Places) => onChange(next.length ? next : undefined, complete(settle(next), ids, ties));
  const give = (id: string, to: number) => {
    if (to > ids.length) return false;
    setChosen(null);
    set(rank(places, id, to, ties));
  };
  const move = (by: -1 | 1) => {
    if (rankOf(places, turn) === undefined) return void give(turn, by < 0 ? 1 : ids.length);
    setChosen(turn);
    onChange(shift(places, turn, by, ties));
  };
  const turnTo = (by: number) => setChosen(ids[(ids.indexOf(turn) + by + ids.length) % ids.length] ?? turn);
  useHotkeys(
    "question:ranking",
    {
      "ranking.rank": (press) => give(turn, Number(press)),
      "ranking.up": () => move(-1),
      "ranking.down": () => move(1),
      "ranking.previous": () => turnTo(-1),
      "ranking.next": () => turnTo(1),
    },
    { active, level: 20 },
  );
  // while somebody ranks, every answer stays where the eye found it; the order shows when it is whole
  const shown = complete(settle(places), ids, ties) ? settle(places) : ids.map((id) => [id]);
  const drag = useDrag((id, at) => {
    set(insert(shown, id, at));
  });
  const letters = new Map(context.of.map((one, at) => [one.id, letter(at)]));
  const byId = new Map(context.of.map((one) => [one.id, one]));
  const row = (id: string) => (
    <Row
      key={id}
      element={byId.get(id)}
      letter={letters.get(id) ?? ""}
      rank={rankOf(places, id)}
      most={ids.length}
      turn={active && id === turn}
      onTurn={() => setChosen(id)}
      onRank={(to) => give(id, to)}
      onGrab={(event) => drag(event, id)}
    />
  );
  return (
    <div role="group" aria-labelledby={labelledBy} className="ranks">
      {shown.map((place) => (
        <div key={place.join("/")} className="rank-place">
          {place.map(row)}
        </div>
      ))}
      <p className="small quiet">{ties ? t("work.rankHintTies") : t("work.rankHint")}</p>
    </div>
  );
}

interface RowProps {
  readonly element: Element | undefined;
  readonly letter: string;
  readonly rank: number | undefined;
  readonly most: number;
  readonly turn: boolean;
  readonly onTurn: () => void;
  readonly onRank: (to: number) => void;
  readonly onGrab: (event: React.PointerEvent<HTMLElement>) => void;
}

function Row({ element, letter: name, rank: own, most, turn, onTurn, onRank, onGrab }: RowProps) {
  const text = typeof element?.text === "string" ? element.text : "";
  return (
    <div className={turn ? "rank-row now" : "rank-row"}>
      <button
        type="button"
        className="rank-grip"
        title={t("work.rankThis", { name })}
        onClick={onTurn}
        onPointerDown={onGrab}
      >
        <span className="hidden">{t("work.rankThis", { name })}</span>
        <span className="rank-number num">{own ?? "–"}</span>
        <b>{name}</b>
        <span className="rank-words" dir="auto">
          {text.slice(0, 120)}
        </span>
      </button>
      <select
        aria-label={t("work.rankOf", { name })}
        value={own ?? ""}
        onChange={(event) => onRank(Number(event.target.value))}
      >
        <option value="" disabled>
          –
        </option>
        {Array.from({ length: most }, (_, at) => (
          <option key={at} value={at + 1}>
            {at + 1}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Dragging by pointer: follows the pointer, and drops before the row whose middle is below it. */
function useDrag(onDrop: (id: string, at: number) => void) {
  const held = useRef<string | null>(null);
  return (event: React.PointerEvent<HTMLElement>, id: string) => {
    const list = event.currentTarget.closest(".ranks");
    const own = event.currentTarget.closest<HTMLElement>(".rank-row");
    if (!list || !own || event.button !== 0) return;
    const startY = event.clientY;
    const move = (moved: PointerEvent) => {
      if (!held.current && Math.abs(moved.clientY - startY) < 5) return;
      held.current = id;
      own.classList.add("held");
      own.style.translate = `0 ${moved.clientY - startY}px`;
    };
    const up = (released: PointerEvent) => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", up);
      own.classList.remove("held");
      own.style.translate = "";
      if (!held.current) return;
      held.current = null;
      if (released.type === "pointercancel") return;
      const places = [...list.querySelectorAll(".rank-place")];
      const at = places.findIndex((place) => {
        const box = place.getBoundingClientRect();
        return box.top + box.height / 2 > released.clientY;
      });
      onDrop(id, at < 0 ? places.length : at);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", up);
  };
}
