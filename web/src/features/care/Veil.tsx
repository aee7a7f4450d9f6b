/** What may be hard to look at stays out of the page until somebody asks for it, if that is what they chose. */
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import { say } from "../../app/catalogue/care";
import { wellbeingQuery } from "./wellbeing";

import "./care.css";

export function Veil({ children }: { readonly children: ReactNode }) {
  const wanted = useQuery(wellbeingQuery);
  const [asked, setAsked] = useState(false);
  const covers = wanted.data?.blur ?? true;
  if (!covers) return children;
  if (!asked)
    return (
      <div className="veil">
        <p>{say("care.covered")}</p>
        <button type="button" className="button edge" onClick={() => setAsked(true)}>
          {say("care.show")}
        </button>
      </div>
    );
  return (
    <>
      <div className="veil-again">
        <button type="button" className="button" onClick={() => setAsked(false)}>
          {say("care.cover")}
        </button>
      </div>
      {children}
    </>
  );
}
