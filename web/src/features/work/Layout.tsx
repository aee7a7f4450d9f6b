/** The record and its questions, each in its place. */
import { createContext, useContext, useMemo, type ReactNode } from "react";

import type { Spec } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { lacks, type Asked } from "../../schema/answers";
import { faultsUnder } from "../../schema/faults";
import { keepsPanel, placesOf, type Placed } from "./places";
import { QuestionBlock } from "./QuestionBlock";
import { hasMain, RecordView } from "./RecordView";
import type { Task } from "./session";
import { isTogether } from "./together";
import { TogetherBlock } from "./TogetherBlock";
import type { Desk } from "./useDesk";

interface Props {
  readonly spec: Spec;
  readonly task: Task;
  readonly desk: Desk;
  readonly tried: number;
}

/** What is asked of each element now, by `field/element`. */
const BelowContext = createContext<(at: string) => ReactNode>(() => null);

/** Stands in the record, which is drawn once, and shows what is asked of an element now. */
function Below({ at }: { at: string }) {
  return useContext(BelowContext)(at);
}

export function Layout({ spec, task, desk, tried }: Props) {
  const { questions } = desk;
  const block = (one: Asked, compact = false, folds = false) => (
    <QuestionBlock
      key={one.key}
      one={one}
      desk={desk}
      faults={task.faults}
      lack={tried && lacks(one, desk.answers) ? t("work.needed") : null}
      tried={tried}
      compact={compact}
      folds={folds}
    />
  );
  const together = (ones: readonly Asked[]) => (
    <TogetherBlock
      key={ones[0]?.question.name}
      ones={ones}
      desk={desk}
      tried={tried}
      faults={ones.flatMap((one) =>
        faultsUnder(task.faults, "answers", one.question.name, one.element).map((fault) => fault.message),
      )}
    />
  );
  const places = useMemo(() => placesOf(questions, spec), [questions, spec]);
  const asked = (at: string) => (
    <div className="below" dir="ltr">
      {places.below.get(at)?.map((one) => block(one, true, places.folds.has(at.slice(0, at.indexOf("/")))))}
    </div>
  );
  const elements = JSON.stringify([...places.below.keys()]);
  const below = useMemo(() => {
    const all = new Set(JSON.parse(elements) as string[]);
    const under = (field: string, element: string) =>
      all.has(`${field}/${element}`) && <Below at={`${field}/${element}`} />;
    return all.size ? { below: under } : {};
  }, [elements]);
  const show = (all: readonly Placed[]) =>
    all.map((one, at) =>
      one.length > 1 || isTogether(one[0]) ? together(one) : grouped(one[0], all[at - 1]?.[0], block),
    );
  const kept = useMemo(() => keepsPanel(spec, task.assignment.stage), [spec, task.assignment.stage]);
  return (
    <div className={`work-desk ${kept || places.panel.length ? "with-panel" : ""} ${hasMain(spec) ? "wide" : ""}`}>
      {/* what is not side by side scrolls as a whole, so it must be reachable by keyboard */}
      <div
        className="work-record"
        {...(hasMain(spec) ? {} : { tabIndex: 0, role: "region", "aria-label": t("work.record") })}
      >
        <BelowContext value={asked}>
          <RecordView spec={spec} record={task.assignment.record} {...below} />
        </BelowContext>
      </div>
      {kept && !places.panel.length && <div className="work-panel work-kept small quiet">{t("work.later")}</div>}
      {places.panel.length > 0 && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="work-panel" tabIndex={0} role="region" aria-label={t("work.questions")}>
          {show(places.panel)}
        </div>
      )}
      {places.strip.length > 0 && <div className="work-strip">{show(places.strip)}</div>}
    </div>
  );
}

/** A question of an element that another question made stands under that element's name. */
function grouped(one: Asked, before: Asked | undefined, block: (one: Asked) => React.ReactNode) {
  const words = one.part && (one.part.text ?? one.part.label ?? one.element);
  const first = one.part && (before?.element !== one.element || before.question.each !== one.question.each);
  return (
    <div key={one.key}>
      {first && (
        <p className="part-name" dir="auto">
          {String(words)}
        </p>
      )}
      {block(one)}
    </div>
  );
}
