/** The bar at the bottom: back, skip, active time, what is left, submit. */
import { useEffect, useState } from "react";

import { t } from "../../app/catalogue";
import { ActionKey } from "../../hotkeys/Keys";

interface Props {
  readonly seconds: () => number;
  readonly again: boolean;
  readonly left: number;
  /** What is missing, after a try to submit. */
  readonly said: string | null;
  readonly onBack: () => void;
  readonly onSkip: (() => void) | null;
  readonly onSubmit: () => void;
}

export function BottomBar({ seconds, again, left, said, onBack, onSkip, onSubmit }: Props) {
  return (
    <footer className="work-bottom">
      <button type="button" className="button" onClick={onBack}>
        {t("work.back")} <ActionKey id="work.back" />
      </button>
      {onSkip && (
        <button type="button" className="button" onClick={onSkip}>
          {t("work.skip")} <ActionKey id="work.skip" />
        </button>
      )}
      <Elapsed seconds={seconds} />
      <span className={said ? "push small warn" : "push small quiet"} role="status">
        {said ?? (left ? t("work.left", { n: left }) : t("work.ready"))}
      </span>
      <button type="button" className={left ? "button do waiting" : "button do"} onClick={onSubmit}>
        {again ? t("work.submitAgain") : t("work.submit")} <ActionKey id="work.submit" />
      </button>
    </footer>
  );
}

function Elapsed({ seconds }: { seconds: () => number }) {
  const [now, setNow] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setNow(seconds()), 1_000);
    return () => clearInterval(timer);
  }, [seconds]);
  const whole = Math.floor(now);
  return (
    <span className="quiet small num work-elapsed" title={t("work.active")}>
      {Math.floor(whole / 60)}:{String(whole % 60).padStart(2, "0")}
    </span>
  );
}
