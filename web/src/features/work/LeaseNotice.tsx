/** Says when a person's time for a record is about to end, or has ended. */
import { useEffect, useState } from "react";

import { t } from "../../app/catalogue";

const SOON = 5;
const LOOK_EVERY = 15_000;

export function LeaseNotice({ until }: { until: string | null }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_EVERY);
    return () => clearInterval(timer);
  }, []);
  if (!until) return null;
  const minutes = Math.ceil((Date.parse(until) - now) / 60_000);
  if (minutes > SOON) return null;
  return (
    <p className="work-notice" role="status">
      {minutes > 0 ? t("work.leaseEnds", { n: minutes }) : t("work.leaseEnded")}
    </p>
  );
}
