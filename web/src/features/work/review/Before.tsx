/** What earlier stages said of the record, above the questions of a stage that builds on it; its places are drawn in the record. */
import { useMemo } from "react";

import type { Anchor } from "../../../anchors/anchor";
import { useLayer } from "../../../anchors/AnchorStage";
import type { Assignment, Envelope, Spec } from "../../../api/shapes";
import { t } from "../../../app/catalogue";
import { Said } from "../../../questions/frame/Folded";
import { titleOf } from "../../../questions/frame/titles";
import { given, type Asked } from "../../../schema/answers";
import { columnsOf, entries, places, rowsOf, type Column } from "./aligned";

import "./review.css";

export function Before({ spec, assignment }: { spec: Spec; assignment: Assignment }) {
  const columns = useMemo(() => columnsOf(assignment), [assignment]);
  useLayer("before", {
    active: false,
    drawings: columns.flatMap(({ shown }, at) =>
      places(shown.answers).map((place) => ({
        id: `${shown.response}/${place.id}`,
        anchor: place.anchor as unknown as Anchor,
        tone: (at % 12) + 1,
        words: place.words,
      })),
    ),
    current: undefined,
    within: "",
    spans: false,
    elements: false,
    inParts: false,
    entries: [],
    onPick: () => null,
    onChoose: () => undefined,
  });
  if (!columns.length) return null;
  return (
    <details className="review-before" open>
      <summary>{t("review.earlier")}</summary>
      {columns.map((column) => (
        <One key={column.shown.response} spec={spec} assignment={assignment} column={column} />
      ))}
    </details>
  );
}

/** An answer with what was said within it: of a list, each entry with its place and its own answers. */
function Whole({ one, envelope }: { one: Asked; envelope: Envelope | undefined }) {
  const parts = entries(envelope?.value);
  if (!parts.length) return <Said posed={one} envelope={envelope} />;
  return (
    <ul className="review-entries">
      {parts.map((part) => (
        <li key={part.id} dir="auto">
          {part.words}
          {part.quote && <q className="quote"> {part.quote}</q>}
          {part.inner && <span className="quiet"> · {part.inner}</span>}
        </li>
      ))}
    </ul>
  );
}

function One({ spec, assignment, column }: { spec: Spec; assignment: Assignment; column: Column }) {
  const { shown } = column;
  const rows = rowsOf(spec, assignment, [column]);
  return (
    <section>
      <p className="small quiet">
        {shown.stage} · {shown.person}
        {shown.cycle > 0 && <> · {t("review.round", { n: shown.cycle + 1 })}</>}
      </p>
      {rows
        .filter((row) => !row.one.type?.changes) // what was rewritten is what stands in the record now
        .map((row) => (
          <div key={row.key} className="review-said" dir="auto">
            <b>{titleOf(row.one.question)}</b>
            {row.one.element && <span className="quiet"> · {String(row.one.part?.text ?? row.one.element)}</span>}{" "}
            <Whole one={row.one} envelope={given(row.one, shown.answers)} />
          </div>
        ))}
    </section>
  );
}
