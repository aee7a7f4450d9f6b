/** One time that a rule acted: what it saw, what it did, and whether it was undone. */
import { t, when, type Key } from "../../app/catalogue";
import type { Action, Did } from "./shapes";

function did(one: Did, whose: "you" | "did"): string {
  const skills = Object.entries(one.skills ?? {}).map(([name, level]) => `${name} ${level}`);
  return t(`rules.${whose}.${one.what}` as Key, { n: one.answers ?? one.records ?? 0, skills: skills.join(", ") });
}

export function ActionLine({ action, children }: { action: Action; children?: React.ReactNode }) {
  const { undone } = action;
  return (
    <li className="action-line" data-undone={undone !== null || undefined}>
      <div className="action-head">
        {action.person && <b>{action.person}</b>}
        <span className="quiet small num">{when(action.at)}</span>
        {action.new && action.person && <span className="tag">{t("rules.new")}</span>}
      </div>
      <p>
        {action.person && <span className="quiet">{t("rules.told")} </span>}
        {action.why}
      </p>
      <p className="small">{action.did.map((one) => did(one, action.person ? "did" : "you")).join(" · ")}</p>
      {undone && (
        <p className="quiet small">
          {t(undone.why ? "rules.undoneWhy" : "rules.undone", {
            who: undone.by ?? "–",
            when: when(undone.at),
            why: undone.why,
          })}
        </p>
      )}
      {children}
    </li>
  );
}
