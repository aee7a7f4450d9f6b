/** After so many minutes of work on sensitive content, a break is proposed; the person chose after how many. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { say } from "../../app/catalogue/care";
import { wellbeingQuery } from "./wellbeing";

const TICK = 15_000;

export function BreakPrompt() {
  const { data } = useQuery(wellbeingQuery);
  const [worked, setWorked] = useState(0);
  const after = data?.break_minutes ?? null;
  useEffect(() => {
    if (after === null) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") setWorked((was) => was + TICK);
    }, TICK);
    return () => clearInterval(timer);
  }, [after]);
  if (after === null || worked < after * 60_000) return null;
  return (
    <p className="work-notice" role="status">
      {say("care.pause", { n: Math.floor(worked / 60_000) })}{" "}
      <button type="button" className="button edge" onClick={() => setWorked(0)}>
        {say("care.goOn")}
      </button>
    </p>
  );
}
