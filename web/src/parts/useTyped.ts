/** What is being typed into a field whose value stands elsewhere and follows a moment later: no letter of a fast hand is lost. */
import { useState } from "react";

/** What the field shows, and how to change it; when the value elsewhere becomes another one, the field shows that. */
export function useTyped(value: string): readonly [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value);
  const [from, setFrom] = useState(value);
  if (from !== value) {
    setFrom(value);
    setTyped(value);
  }
  return [typed, setTyped];
}
