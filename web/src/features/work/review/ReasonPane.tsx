/** Asks why: a reason by a digit, words, and for a decision between people whether it becomes gold or an example. */
import { useEffect, useRef, useState } from "react";

import type { Verdict } from "../../../api/shapes";
import { t, type Key } from "../../../app/catalogue";
import { useHotkeys } from "../../../hotkeys/hotkeys";
import { ActionKey, KeyCap } from "../../../hotkeys/Keys";
import { ERRORS, REASONS } from "./reasons";

interface Props {
  readonly action: "return" | "reject" | "decide";
  /** Whose answers may go back, and whose do unless the reviewer picks others. */
  readonly authors?: readonly { readonly response: string; readonly person: string }[];
  readonly wrong?: readonly string[];
  readonly onSend: (verdict: Verdict) => void;
  readonly onClose: () => void;
}

const TITLES: Readonly<Record<Props["action"], Key>> = {
  return: "review.whyReturn",
  reject: "review.whyReject",
  decide: "review.whatWentWrong",
};

const NOBODY: readonly never[] = [];

export function ReasonPane({ action, authors = NOBODY, wrong = NOBODY, onSend, onClose }: Props) {
  const choices: readonly string[] = action === "decide" ? ERRORS : REASONS;
  const [reason, setReason] = useState("");
  const [comment, setComment] = useState("");
  const [kept, setKept] = useState({ gold: false, example: false });
  const [lack, setLack] = useState(false);
  const [back, setBack] = useState(wrong);
  const picks = action === "return" && authors.length > 1;
  const words = useRef<HTMLTextAreaElement>(null);
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.focus(), []);
  const needsWords = kept.gold || kept.example;
  const send = () => {
    const said = comment.trim();
    if (action === "decide" ? needsWords && !said : !reason && !said) {
      setLack(true);
      words.current?.focus();
      return;
    }
    onSend({
      action,
      reason,
      comment: said,
      ...(picks && back.length ? { wrong: back } : {}),
      ...(kept.gold ? { gold: true } : {}),
      ...(kept.example ? { example: true } : {}),
    });
  };
  const toggle = (what: "gold" | "example") => () => {
    if (action !== "decide") return false;
    setKept((was) => ({ ...was, [what]: !was[what] }));
  };
  const turn = (response: string) =>
    setBack((was) => (was.includes(response) ? was.filter((one) => one !== response) : [...was, response]));
  // one after the other alone, then all
  const next = () => {
    if (!picks) return false;
    const at = back.length === 1 ? authors.findIndex((one) => one.response === back[0]) : -1;
    const one = authors[at + 1];
    setBack(one ? [one.response] : authors.map(({ response }) => response));
  };
  const pick = (press: string) => {
    const chosen = choices[Number(press) - 1];
    if (!chosen) return false;
    setReason(chosen);
  };
  useHotkeys(
    "reason",
    {
      "reason.pick": pick,
      "reason.wrong": next,
      "reason.gold": toggle("gold"),
      "reason.example": toggle("example"),
      "reason.send": send,
      "reason.close": onClose,
    },
    { level: 50 },
  );
  return (
    <section ref={pane} className="skip-pane review-reason" aria-label={t(TITLES[action])} tabIndex={-1}>
      <h2>{t(TITLES[action])}</h2>
      <div className="skip-reasons">
        {choices.map((one, at) => (
          <button
            key={one}
            type="button"
            className={one === reason ? "opt on" : "opt"}
            aria-pressed={one === reason}
            onClick={() => setReason(one === reason ? "" : one)}
          >
            <KeyCap press={String(at + 1)} /> {one}
          </button>
        ))}
      </div>
      {picks && (
        <p role="group" aria-labelledby="review-back">
          <span id="review-back" className="small">
            {t("review.whose")} <ActionKey id="reason.wrong" />
          </span>{" "}
          {authors.map((one) => (
            <button
              key={one.response}
              type="button"
              className={back.includes(one.response) ? "button edge on" : "button edge"}
              aria-pressed={back.includes(one.response)}
              onClick={() => turn(one.response)}
            >
              {one.person}
            </button>
          ))}
        </p>
      )}
      <label className="small" htmlFor="review-words">
        {t(action === "decide" ? "review.why" : "review.words")}
      </label>
      <textarea
        id="review-words"
        ref={words}
        className="field"
        rows={2}
        dir="auto"
        maxLength={4000}
        aria-invalid={lack}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
      {lack && (
        <p className="small warn" role="alert">
          {t("review.lack")}
        </p>
      )}
      {action === "decide" && (
        <p>
          {(["gold", "example"] as const).map((what) => (
            <button
              key={what}
              type="button"
              className={kept[what] ? "button edge on" : "button edge"}
              aria-pressed={kept[what]}
              onClick={toggle(what)}
            >
              <ActionKey id={`reason.${what}`} /> {t(`review.${what}`)}
            </button>
          ))}
        </p>
      )}
      <p>
        <button type="button" className="button do" onClick={send}>
          {t("review.send")} <KeyCap press="enter" />
        </button>{" "}
        <button type="button" className="button" onClick={onClose}>
          {t("work.close")} <KeyCap press="esc" />
        </button>
      </p>
    </section>
  );
}
