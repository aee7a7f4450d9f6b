/** Threads of comments on a record: on a place in it, on an answer, or on the whole. */
import { useState } from "react";

import type { Anchor } from "../../../anchors/anchor";
import { api, path } from "../../../api/client";
import type { Comment } from "../../../api/shapes";
import { t, when } from "../../../app/catalogue";

interface Props {
  readonly project: string;
  readonly record: string;
  readonly comments: readonly Comment[];
  /** The place that a new comment is about. */
  readonly anchor?: Anchor | null;
  readonly response?: string | undefined;
  readonly open: boolean;
  /** Whether this person may settle threads. */
  readonly settles?: boolean;
  readonly onAdded: (comment: Comment) => void;
  readonly onClose?: () => void;
}

export function Comments({ project, record, comments, anchor, response, open, settles, onAdded, onClose }: Props) {
  const [answering, setAnswering] = useState<number | null>(null);
  const roots = comments.filter((one) => one.thread === null);
  const add = async (text: string, thread: number | null) => {
    const about = thread ? { thread } : { ...(anchor ? { anchor } : {}), ...(response ? { response } : {}) };
    onAdded(await api.post<Comment>(path("/projects/", project, "/records/", record, "/comments"), { text, ...about }));
    setAnswering(null);
    onClose?.();
  };
  return (
    <section className="review-comments" aria-label={t("review.comments")}>
      {roots.map((root) => (
        <div key={root.id} className={root.resolved_at ? "thread settled" : "thread"}>
          {[root, ...comments.filter((one) => one.thread === root.id)].map((one) => (
            <p key={one.id} dir="auto">
              <b>{one.person}</b> <span className="quiet small">{when(one.at)}</span>
              {one.anchor?.quote && <q className="quote"> {one.anchor.quote}</q>}
              <br />
              {one.text}
            </p>
          ))}
          {answering === root.id ? (
            <Write
              label={t("review.answer")}
              onSend={(text) => add(text, root.id)}
              onClose={() => setAnswering(null)}
            />
          ) : (
            <>
              <button type="button" className="button small" onClick={() => setAnswering(root.id)}>
                {t("review.answer")}
              </button>
              {settles && <Settle project={project} record={record} thread={root} />}
            </>
          )}
        </div>
      ))}
      {open && (
        <>
          {anchor?.quote && <q className="quote">{anchor.quote}</q>}
          <Write label={t("review.comment")} onSend={(text) => add(text, null)} onClose={() => onClose?.()} />
        </>
      )}
    </section>
  );
}

function Settle({ project, record, thread }: { project: string; record: string; thread: Comment }) {
  const [settled, setSettled] = useState(thread.resolved_at !== null);
  const turn = async () => {
    const where = path("/projects/", project, "/records/", record, `/comments/${thread.id}`);
    const { state } = await api.put<{ state: string }>(where, { resolved: !settled });
    setSettled(state === "resolved");
  };
  return (
    <button type="button" className="button small" aria-pressed={settled} onClick={() => void turn()}>
      {t(settled ? "review.settled" : "review.settle")}
    </button>
  );
}

function Write(props: { label: string; onSend: (text: string) => Promise<void>; onClose: () => void }) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const send = () => {
    if (text.trim()) props.onSend(text.trim()).catch((error: unknown) => setProblem(String((error as Error).message)));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        // the person asked for it by a key or a press
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        className="field"
        rows={2}
        dir="auto"
        maxLength={4000}
        aria-label={props.label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
          if (event.key === "Escape") props.onClose();
        }}
      />
      {problem && (
        <p className="small warn" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className="button edge">
        {props.label}
      </button>{" "}
      <button type="button" className="button" onClick={props.onClose}>
        {t("work.close")}
      </button>
    </form>
  );
}
