/** The guidelines beside the work; a change since the last reading is said and waits for "Understood". */
import { useState } from "react";

import type { Project } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { Prose } from "../../fields/content/Prose";
import { KeyCap } from "../../hotkeys/Keys";
import type { Store } from "./storage";

const KEY = "guidelines";

export function GuidelinesPane({ project, onClose }: { project: Project; onClose: () => void }) {
  return (
    <aside className="guidelines" aria-label={t("work.guidelines")}>
      <header>
        <h2>{t("work.guidelines")}</h2>
        <button type="button" className="button push" onClick={onClose}>
          {t("work.close")} <KeyCap press="esc" />
        </button>
      </header>
      {/* it scrolls by itself, so it must be reachable by keyboard */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="guidelines-text" tabIndex={0} role="region" aria-label={t("work.guidelines")}>
        {project.guidelines.trim() ? (
          <Prose text={project.guidelines} format="markdown" />
        ) : (
          <p className="quiet">{t("work.noGuidelines")}</p>
        )}
      </div>
    </aside>
  );
}

/** What this person has read of the guidelines: `changed` since they last said "Understood"; the first reading is not a change. */
export function useGuidelinesRead(project: Project, store: Store) {
  const [read, setRead] = useState(() => store.get<string>(KEY));
  const understood = (hash: string = project.guidelines_hash) => {
    store.set(KEY, hash);
    setRead(hash);
  };
  return {
    first: read === null && project.guidelines.trim() !== "",
    changed: read !== null && read !== project.guidelines_hash,
    understood,
  };
}
