/** What the server says of the text: asked a moment after the last key, the newest question wins. */
import { useEffect, useState } from "react";

import { api } from "../../api/client";
import { Offline } from "../../api/problem";
import type { Fault, Json, RecordShape, Spec } from "../../api/shapes";
import { t } from "./words";

export interface Shown {
  readonly record: RecordShape;
  readonly presentation: Readonly<Record<string, readonly string[]>>;
}

interface Answer {
  readonly faults: readonly Fault[];
  readonly spec: Spec | null;
  readonly shown: Shown | null;
  readonly record_faults: readonly Fault[];
}

export interface Checked extends Answer {
  /** The text that it is about. */
  readonly text: string;
  readonly problem: string | null;
}

const QUIET = 400;
const NOTHING: Checked = { text: "", faults: [], spec: null, shown: null, record_faults: [], problem: null };

/** The newest answer; `good` is the newest without faults, which the preview shows. */
export function useChecked(
  text: string,
  record: Json | undefined,
): { checked: Checked; good: Checked; asking: boolean } {
  const [state, setState] = useState({ checked: NOTHING, good: NOTHING, of: undefined as unknown });
  const [key, setKey] = useState<object>({});
  const asked = useRecordKey(text, record);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(
      () => {
        api
          .post<Answer>("/projects/validate", { yaml: text, ...(record ? { record } : {}) }, { signal: stop.signal })
          .then(
            (answer) => {
              const checked = { ...answer, text, problem: null };
              setState((was) => ({ checked, good: answer.spec ? checked : was.good, of: asked }));
            },
            (error: unknown) => {
              if (error instanceof DOMException) return;
              const problem = error instanceof Offline ? t("problem.offline") : String((error as Error).message);
              setState((was) => ({ ...was, checked: { ...was.checked, problem }, of: asked }));
              if (error instanceof Offline) setTimeout(() => setKey({}), 5_000);
            },
          );
      },
      state.checked.text ? QUIET : 0,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
    // the first answer is asked for at once, the others after a pause
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [asked, key]);
  return { checked: state.checked, good: state.good, asking: state.of !== asked };
}

function useRecordKey(text: string, record: Json | undefined): string {
  return `${text}\u0000${record === undefined ? "" : JSON.stringify(record)}`;
}
