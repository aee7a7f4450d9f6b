/** Why a record is on the desk again: the reviewer's reason, their words, and the comments in the record. */
import { useState } from "react";

import type { Assignment, Comment } from "../../../api/shapes";
import { t, when } from "../../../app/catalogue";
import { Comments } from "./Comments";

import "./review.css";

/** `judging`: it is not one's own work that came back, but somebody else's that came here. */
export function Returned({ assignment, judging }: { assignment: Assignment; judging: boolean }) {
  const [added, setAdded] = useState<readonly Comment[]>([]);
  const { returned, comments = [], project, record } = assignment;
  const all = judging ? [] : [...comments, ...added];
  const title = t(judging ? "review.whyHere" : "review.cameBack");
  return (
    <section className="review-returned" aria-label={title}>
      {returned && (
        <>
          <h2>{title}</h2>
          <p dir="auto">
            {returned.reason && <b>{returned.reason}</b>}
            {returned.reason && returned.comment && ": "}
            {returned.comment}{" "}
            <span className="quiet small">
              {returned.person && <>{returned.person} · </>}
              {returned.from} · {when(returned.at)}
            </span>
          </p>
        </>
      )}
      {all.length > 0 && (
        <Comments
          project={project}
          record={record.id}
          comments={all}
          open={false}
          onAdded={(one) => setAdded((was) => [...was, one])}
        />
      )}
    </section>
  );
}
