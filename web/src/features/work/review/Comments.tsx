/** Threads of comments on a record: on a place in it, on an answer, or on the whole. */
import { useMutation } from "@tanstack/react-query";
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
  /** What is written stays in its box until this has ended. */
  readonly onAdded: (comment: Comment) => unknown;
  readonly onClose?: () => void;
}

export function Comments({ project, record, comments, anchor, response, open, settles, onAdded, onClose }: Props) {
  const [answering, setAnswering] = useState<number | null>(null);
  const roots = comments.filter((one) => one.thread === null);
  const add = async (text: string, thread: number | null) => {
    const about = thread ? { thread } : { ...(anchor ? { anchor } : {}), ...(response ? { response } : {}) };
    const where = path("/projects/", project, "/records/", record, "/comments");
    await onAdded(await api.post<Comment>(where, { text, ...about }));
    setAnswering(null);
    onClose?.();
  };
  return (
    <section className="review-comments" aria-label={t("review.comments")}>
      {roots.map((root) => (
        <Thread
          key={root.id}
          where={path("/projects/", project, "/records/", record, `/comments/${root.id}`)}
          root={root}
        >
          {(settle) => (
            <>
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
                  {settles && settle}
                </>
              )}
            </>
          )}
        </Thread>
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

/** A thread, and the button that settles it or opens it again: both say at once what was pressed. */
function Thread(props: { where: string; root: Comment; children: (settle: React.ReactNode) => React.ReactNode }) {
  const { where, root, children } = props;
  const turn = useMutation({
    scope: { id: where }, // the last press holds
    mutationFn: (resolved: boolean) => api.put(where, { resolved }),
  });
  const settled = turn.isPending || turn.isSuccess ? turn.variables : root.resolved_at !== null;
  const settle = (
    <>
      <button type="button" className="button small" aria-pressed={settled} onClick={() => turn.mutate(!settled)}>
        {t(settled ? "review.settled" : "review.settle")}
      </button>
      {turn.error && <Trouble error={turn.error} />}
    </>
  );
  return <div className={settled ? "thread settled" : "thread"}>{children(settle)}</div>;
}

function Trouble({ error }: { error: Error }) {
  return (
    <p className="small warn" role="alert">
      {error.message}
    </p>
  );
}

function Write(props: { label: string; onSend: (text: string) => Promise<void>; onClose: () => void }) {
  const [text, setText] = useState("");
  const write = useMutation({ mutationFn: props.onSend });
  const send = () => {
    if (text.trim() && !write.isPending) write.mutate(text.trim());
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
      {write.error && <Trouble error={write.error} />}
      <button type="submit" className="button edge" disabled={write.isPending}>
        {props.label}
      </button>{" "}
      <button type="button" className="button" onClick={props.onClose}>
        {t("work.close")}
      </button>
    </form>
  );
}
