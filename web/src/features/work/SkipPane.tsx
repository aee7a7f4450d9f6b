/** Asks why a record is skipped: a digit says it, or own words do. */
import { useState } from "react";

import { t, type Key } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { KeyCap } from "../../hotkeys/Keys";

const REASONS: readonly Key[] = ["work.skip.unclear", "work.skip.broken", "work.skip.knowledge", "work.skip.harmful"];

export function SkipPane({ onClose, onSkip }: { onClose: () => void; onSkip: (reason: string) => void }) {
  const [own, setOwn] = useState("");
  const pick = (press: string) => {
    const key = REASONS[Number(press) - 1];
    if (!key) return false;
    onSkip(t(key));
  };
  useHotkeys("skip", { "work.reason": pick, "work.unskip": onClose }, { level: 50 });
  return (
    <section className="skip-pane" aria-label={t("work.skipWhy")}>
      <h2>{t("work.skipWhy")}</h2>
      <div className="skip-reasons">
        {REASONS.map((key, at) => (
          <button key={key} type="button" className="opt" onClick={() => onSkip(t(key))}>
            <KeyCap press={String(at + 1)} /> {t(key)}
          </button>
        ))}
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (own.trim()) onSkip(own.trim());
        }}
      >
        <input
          className="field"
          dir="auto"
          maxLength={500}
          aria-label={t("work.skip.write")}
          placeholder={t("work.skip.other")}
          value={own}
          onChange={(event) => setOwn(event.target.value)}
        />
        <button type="submit" className="button edge" disabled={!own.trim()}>
          {t("work.skip")}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t("work.close")} <KeyCap press="esc" />
        </button>
      </form>
    </section>
  );
}
