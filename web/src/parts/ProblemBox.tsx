/** Says what happened and what to do, in place of what could not be shown. */
import { Link } from "react-router";

import { Offline, Problem } from "../api/problem";
import { t } from "../app/catalogue";

/** What asking again does not change. */
const FINAL = [403, 404, 410];

export function ProblemBox({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = error instanceof Problem ? error : null;
  const words =
    error instanceof Offline ? t("problem.offline") : error instanceof Error ? error.message : String(error);
  return (
    <div className="problem" role="alert">
      <h2>{problem?.title || t(error instanceof Offline ? "problem.unreached" : "problem.title")}</h2>
      {words !== problem?.title && <p>{words}</p>}
      {problem && problem.errors.length > 0 && (
        <ul>
          {problem.errors.map((fault) => (
            <li key={fault.pointer + fault.code}>
              <code>{fault.pointer || "/"}</code> {fault.message}
            </li>
          ))}
        </ul>
      )}
      {problem && FINAL.includes(problem.status) ? (
        <Link to="/">{t("problem.home")}</Link>
      ) : (
        onRetry && (
          <button type="button" className="button edge" onClick={onRetry}>
            {t("problem.retry")}
          </button>
        )
      )}
    </div>
  );
}
