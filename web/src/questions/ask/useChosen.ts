/** Which part somebody chose; forgotten when they leave, or try to submit, so that what is missing comes first again. */
import { useState } from "react";

export function useChosen(active: boolean, tried: number) {
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [seen, setSeen] = useState({ active, tried });
  if (seen.active !== active || seen.tried !== tried) {
    setSeen({ active, tried });
    setChosen(undefined);
  }
  return [chosen, setChosen] as const;
}
