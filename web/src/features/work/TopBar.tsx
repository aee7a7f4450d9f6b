/** The bar at the top: where you are, what you did today, whether your work is safe, guidelines and keys. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { progressQuery } from "../../api/queries";
import type { Project } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { LookMenu } from "../../app/LookMenu";
import { useAct } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import type { State } from "./session";
import type { Desk } from "./useDesk";

interface Props {
  readonly project: Project;
  readonly stage: string | undefined;
  readonly state: State;
  readonly saved: Desk["saved"];
  readonly onGuidelines: () => void;
  readonly guidelinesOpen: boolean;
}

/** What is known about the safety of the person's work, in a word or two. */
function safety(state: State, saved: Desk["saved"]): { words: string; warn: boolean } {
  if (state.line === "offline") {
    const n = state.waiting;
    return { words: n ? t("work.offline", { n }) : t("work.offlineNone"), warn: true };
  }
  if (state.line === "troubled") return { words: t("work.troubled", { n: state.waiting }), warn: true };
  if (state.waiting) return { words: t("work.sending", { n: state.waiting }), warn: false };
  if (saved === "offline") return { words: t("work.offlineNone"), warn: true };
  const words = { saved: t("work.saved"), saving: t("work.saving"), here: t("work.keptHere") };
  return { words: words[saved], warn: false };
}

export function TopBar({ project, stage, state, saved, onGuidelines, guidelinesOpen }: Props) {
  const { data: progress } = useQuery(progressQuery(project.name));
  const act = useAct();
  const { words, warn } = safety(state, saved);
  const total = progress?.records.total ?? 0;
  const done = progress?.records.done ?? 0;
  return (
    <header className="work-top">
      <Link to="/" className="work-project">
        {project.spec.title || project.name}
      </Link>
      {stage && project.spec.stages.length > 1 && <span className="quiet">{stage}</span>}
      {progress && (
        <span className="num small" title={t("work.mineOf", { n: progress.mine.total, done, total })}>
          {t("work.today", { n: progress.mine.today })}
        </span>
      )}
      <span className={warn ? "push small warn" : "push small quiet"} role="status">
        {words}
      </span>
      <LookMenu />
      <button type="button" className="button" aria-pressed={guidelinesOpen} onClick={onGuidelines}>
        {t("work.guidelines")} <ActionKey id="work.guidelines" />
      </button>
      <button type="button" className="button work-help" onClick={() => act("help")}>
        {t("work.keys")} <ActionKey id="help" />
      </button>
    </header>
  );
}
