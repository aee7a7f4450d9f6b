/** The places that people marked or listed, each with who has it and what they say there; those in which they differ alone on demand. */
import { useRef } from "react";

import { toneAt } from "../../anchors/entries";
import { Swatch } from "../../anchors/Swatch";
import type { Shown } from "../../api/shapes";
import { number, t } from "../../app/catalogue";
import { ask } from "../../fields/content/keeping";
import { LongList } from "../../fields/content/LongList";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import type { How, Spot } from "./spots";

import "./hotkeys";

/** Beyond this many only those in view are in the page. */
const MANY = 60;
/** Not by colour alone: a sign of its own for each. */
const SIGN: Readonly<Record<How, string>> = { same: "=", named: "≠", some: "◐" };

interface Props {
  readonly spots: readonly Spot[];
  readonly all: readonly Spot[];
  readonly people: readonly Shown[];
  readonly now: Spot | undefined;
  readonly apart: boolean;
  readonly onApart: (apart: boolean) => void;
  readonly onChoose: (spot: Spot) => void;
}

export function SpotList({ spots, all, people, now, apart, onApart, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const step = (by: 1 | -1) => {
    const at = now ? spots.indexOf(now) : -1;
    const next = at < 0 ? spots.at(by > 0 ? 0 : -1) : spots[at + by];
    if (!next) return false;
    if (spots.length > MANY && list.current) ask(list.current, { at: next.key });
    onChoose(next);
  };
  useHotkeys("record", {
    "record.nextSpot": () => step(1),
    "record.previousSpot": () => step(-1),
    "record.apart": () => onApart(!apart),
  });
  const row = (spot: Spot) => <Row key={spot.key} spot={spot} people={people} now={spot === now} onChoose={onChoose} />;
  const differ = all.filter((one) => one.how !== "same").length;
  return (
    <section className="beside-spots" aria-label={t("record.spots")}>
      <div className="beside-bar">
        <span className="num">{t("record.differ", { n: differ, all: number(all.length) })}</span>
        <button type="button" className="button small" aria-pressed={apart} onClick={() => onApart(!apart)}>
          {t("record.apart")} <ActionKey id="record.apart" />
        </button>
        <span className="quiet small">
          <ActionKey id="record.nextSpot" /> <ActionKey id="record.previousSpot" /> {t("record.through")}
        </span>
      </div>
      {/* it scrolls by itself, and its rows are buttons */}
      <div ref={list} className="beside-list">
        {spots.length > MANY ? (
          <LongList parts={spots} render={row} find={({ at }) => spots.findIndex((one) => one.key === at)} />
        ) : (
          spots.map(row)
        )}
        {!spots.length && <p className="quiet small">{t("record.allSame")}</p>}
      </div>
    </section>
  );
}

interface RowProps {
  readonly spot: Spot;
  readonly people: readonly Shown[];
  readonly now: boolean;
  readonly onChoose: (spot: Spot) => void;
}

function Row({ spot, people, now, onChoose }: RowProps) {
  return (
    <button
      type="button"
      className={`beside-spot how-${spot.how}`}
      aria-current={now || undefined}
      // its element comes into view with the list; the focus stays where it is
      ref={(element) => {
        if (now) element?.scrollIntoView({ block: "nearest" });
      }}
      onClick={() => onChoose(spot)}
    >
      <span className="beside-how" title={t(`record.how.${spot.how}`)}>
        <span aria-hidden="true">{SIGN[spot.how]}</span>
        <span className="hidden">{t(`record.how.${spot.how}`)}</span>
      </span>
      <span className="beside-what">
        <q dir="auto">{spot.quote}</q> <span className="quiet small">{spot.question}</span>
        {people.map((person, at) => {
          const part = spot.by[at];
          if (part === undefined) return null;
          return (
            <span key={person.response} className={part ? "beside-one" : "beside-one quiet"} dir="auto">
              {part ? <Swatch tone={toneAt(at)} /> : <span className="beside-none" aria-hidden="true" />}
              <b>{person.person}</b>{" "}
              {part ? [part.label, part.words].filter(Boolean).join(" · ") || t("record.marked") : t("record.nothing")}
            </span>
          );
        })}
      </span>
    </button>
  );
}
