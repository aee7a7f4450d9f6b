/** What people said of one record, beside each other: everybody's places on one text, where they differ, and their answers in rows. */
import { useCallback, useMemo, useState } from "react";

import { AnchorStage, useLayer, useStage } from "../../anchors/AnchorStage";
import { Swatch } from "../../anchors/Swatch";
import { toneAt } from "../../anchors/entries";
import type { Answers, RecordShape, Shown, Spec } from "../../api/shapes";
import { number, t } from "../../app/catalogue";
import { corpusOf } from "../../fields/corpus";
import { Skeleton } from "../../parts/Skeleton";
import { resolved } from "../../schema/references";
import { RecordView } from "../work/RecordView";
import { usePrepared } from "../work/usePrepared";
import { AnswerRows } from "./AnswerRows";
import { SpotList } from "./SpotList";
import { spotsOf, type Part, type Spot } from "./spots";

import "../work/content-data.css";
import "../work/content.css";
import "../work/hotkeys";
import "../work/review/review.css";
import "../work/widgets.css";
import "../work/work.css";
import "../work/questions.css";
import "./beside.css";

interface Props {
  readonly spec: Spec;
  readonly record: RecordShape;
  /** The latest answers that count, one a person and stage. */
  readonly people: readonly Shown[];
}

export function Beside(props: Props) {
  const { spec, record, people } = props;
  const ready = usePrepared(spec);
  corpusOf(spec.name);
  const first = people[0]?.answers;
  const resolve = useCallback((at: string) => resolved(spec, record, first ?? {}, at), [spec, record, first]);
  if (!ready) return <Skeleton lines={8} />;
  return (
    <AnchorStage resolve={resolve}>
      <Desk {...props} />
    </AnchorStage>
  );
}

function Desk({ spec, record, people }: Props) {
  const stage = useStage();
  const spots = useMemo(
    () =>
      spotsOf(
        spec,
        people.map(({ answers }): Answers => answers),
      ),
    [spec, people],
  );
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const [apart, setApart] = useState(false);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const shown = apart ? spots.filter((one) => one.how !== "same") : spots;
  const now = shown.find((one) => one.key === chosen);
  const choose = (spot: Spot) => {
    setChosen(spot.key);
    if (spot.anchor) stage?.whereabouts.show(spot.anchor);
    stage?.say(wordsOf(spot, people));
  };
  return (
    <div className="beside">
      {people.map((person, at) => (
        <Drawn
          key={person.response}
          at={at}
          person={person}
          spots={hidden.has(at) ? [] : shown}
          now={now}
          onChoose={(id) => {
            const spot = shown.find((one) => one.by[at]?.id === id);
            if (spot) choose(spot);
          }}
        />
      ))}
      {spots.length > 0 && (
        <fieldset className="beside-people">
          <legend className="hidden">{t("record.people")}</legend>
          {people.map((person, at) => (
            <label key={person.response}>
              <input type="checkbox" checked={!hidden.has(at)} onChange={() => setHidden((was) => turned(was, at))} />
              <Swatch tone={toneAt(at)} />
              <span dir="auto">{person.person}</span>
              <span className="quiet small">
                {person.stage} · {number(spots.filter((one) => one.by[at]).length)}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div className={spots.length ? "beside-desk" : "beside-desk alone"}>
        {/* it scrolls by itself, so it must be reachable by keyboard */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className="beside-record" tabIndex={0} role="region" aria-label={t("work.record")}>
          <RecordView spec={spec} record={record} />
        </div>
        {spots.length > 0 && (
          <SpotList
            spots={shown}
            all={spots}
            people={people}
            now={now}
            apart={apart}
            onApart={setApart}
            onChoose={choose}
          />
        )}
      </div>
      <AnswerRows spec={spec} record={record} people={people} />
    </div>
  );
}

/** One person's places on the text, in the colour and line of that person. */
function Drawn({
  at,
  person,
  spots,
  now,
  onChoose,
}: {
  at: number;
  person: Shown;
  spots: readonly Spot[];
  now: Spot | undefined;
  onChoose: (id: string) => void;
}) {
  const own = spots.map((one) => one.by[at]).filter((one): one is Part => one != null && one.anchor !== null);
  useLayer(`said/${person.response}`, {
    active: false,
    drawings: own.map(({ id, anchor, label }) => ({
      id,
      anchor: anchor as NonNullable<typeof anchor>,
      tone: toneAt(at),
      words: [person.person, label].filter(Boolean).join(": "),
    })),
    current: now?.by[at]?.id,
    within: "",
    spans: false,
    elements: false,
    inParts: false,
    entries: [],
    onPick: () => null,
    onChoose: (id) => {
      if (id !== undefined) onChoose(id);
    },
  });
  return null;
}

/** A place and what each said there, for who does not see it. */
function wordsOf(spot: Spot, people: readonly Shown[]): string {
  const said = spot.by.map((part, at) => {
    if (part === undefined) return "";
    return `${people[at]?.person ?? ""}: ${part ? [part.label, part.words].filter(Boolean).join(", ") || t("record.marked") : t("record.nothing")}`;
  });
  return [spot.quote, t(`record.how.${spot.how}`), ...said.filter(Boolean)].join(". ");
}

function turned(set: ReadonlySet<number>, one: number): ReadonlySet<number> {
  return set.has(one) ? new Set([...set].filter((other) => other !== one)) : new Set([...set, one]);
}
