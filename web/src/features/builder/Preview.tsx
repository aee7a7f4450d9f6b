/** A record as the person who answers it sees it: the same parts as the annotate page, and nothing is kept. */
import {
  Component as ReactComponent,
  useCallback,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";

import { AnchorStage } from "../../anchors/AnchorStage";
import type { Assignment, Spec } from "../../api/shapes";
import { corpusOf, corpusStore } from "../../fields/corpus";
import { HotkeyBoard } from "../../hotkeys/hotkeys";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { resolved } from "../../schema/references";
import { Layout } from "../work/Layout";
import type { Task } from "../work/session";
import { useDesk, type Keeping } from "../work/useDesk";
import { usePrepared } from "../work/usePrepared";
import type { Shown } from "./useChecked";

import "../work/hotkeys";
import "../work/work.css";
import "../work/questions.css";
import "../work/widgets.css";
import "../work/content.css";
import "../work/content-data.css";

interface Props {
  readonly spec: Spec;
  readonly shown: Shown;
  readonly stage: string;
}

/** Nothing that is tried out in a preview is kept. */
const NOWHERE: Keeping = { draft: () => null, keep: () => undefined, save: () => Promise.resolve("saved") };

export function Preview({ spec, shown, stage }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const key = useMemo(() => JSON.stringify([spec, shown, stage]), [spec, shown, stage]);
  const ready = usePrepared(spec);
  return (
    <div ref={root} className="builder-desk work-main">
      {ready ? (
        <HotkeyBoard within={root}>
          <Caught key={key}>
            <Desk spec={spec} shown={shown} stage={stage} />
          </Caught>
        </HotkeyBoard>
      ) : (
        <Skeleton lines={8} />
      )}
    </div>
  );
}

function Desk({ spec, shown, stage }: Props) {
  const [task] = useState<Task>(() => ({
    assignment: assignmentOf(spec, shown, stage),
    before: null,
    faults: [],
    key: "",
  }));
  corpusOf(spec.name);
  const corpus = useSyncExternalStore(corpusStore.subscribe, corpusStore.version);
  const desk = useDesk(spec, task, NOWHERE);
  // what nobody has touched takes no focus: somebody is writing beside it
  const [touched, setTouched] = useState(false);
  const { record } = task.assignment;
  const resolve = useCallback(
    (at: string) => resolved(spec, record, desk.answers, at),
    // a document of the corpus that came can be marked
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [spec, record, desk.answers, corpus],
  );
  return (
    <div
      className="builder-touch"
      onFocusCapture={() => setTouched(true)}
      onPointerDownCapture={() => setTouched(true)}
    >
      <AnchorStage resolve={resolve}>
        <Layout spec={spec} task={task} desk={touched ? desk : { ...desk, active: undefined }} tried={0} />
      </AnchorStage>
    </div>
  );
}

function assignmentOf(spec: Spec, shown: Shown, stage: string): Assignment {
  return {
    id: "preview",
    project: spec.name,
    record: shown.record,
    stage,
    cycle: 0,
    spec_version: 0,
    presentation: shown.presentation,
    draft: null,
    lease_until: null,
  };
}

/** A view that breaks on half-written parameters breaks alone; the next change is drawn afresh. */
class Caught extends ReactComponent<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error ? <ProblemBox error={this.state.error} /> : this.props.children;
  }
}
