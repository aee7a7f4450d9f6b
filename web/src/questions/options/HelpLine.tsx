/**
 * What the option under the pointer or the keyboard means, in a line of its own below the options, where theirs have no room for it.
 * It covers nothing and stays until another is looked at, so there is nothing to dismiss.
 */
import { useState } from "react";

export interface Explained {
  readonly path: string;
  readonly title: string;
  readonly help?: string | undefined;
}

/** Which option was looked at last, and what an option needs to be looked at. */
export function useLooked() {
  const [looked, setLooked] = useState("");
  const looking = (path: string) => ({ onPointerEnter: () => setLooked(path), onFocus: () => setLooked(path) });
  return { looked, looking };
}

export function HelpLine({ choices, looked }: { readonly choices: readonly Explained[]; readonly looked: string }) {
  if (!choices.some((one) => one.help)) return null;
  const one = choices.find((choice) => choice.path === looked);
  return (
    <p className="opt-told small" aria-hidden="true" dir="auto">
      {one?.help && (
        <>
          <b>{one.title}</b> {one.help}
        </>
      )}
    </p>
  );
}
