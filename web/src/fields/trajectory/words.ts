/** Words for what steps are and what they took. */
import { number, t, type Key } from "../../app/catalogue";
import type { Step } from "./steps";
import { seconds, tokensOf } from "./tree";

const KINDS: Readonly<Record<string, Key>> = {
  plan: "fields.kind.plan",
  thought: "fields.kind.thought",
  message: "fields.kind.message",
  tool_call: "fields.kind.tool_call",
  observation: "fields.kind.observation",
  memory_read: "fields.kind.memory_read",
  memory_write: "fields.kind.memory_write",
  handoff: "fields.kind.handoff",
  approval: "fields.kind.approval",
};

/** What a kind of step is called. */
export function kindWords(kind: string): string {
  const key = KINDS[kind];
  return key ? t(key) : kind;
}

/** A stretch of time. */
export function timeWords(time: number): string {
  if (time < 60) return t("fields.seconds", { n: number(time, { maximumFractionDigits: time < 10 ? 2 : 1 }) });
  const whole = Math.round(time);
  if (whole < 3600) return t("fields.minutes", { m: Math.floor(whole / 60), s: whole % 60 });
  return t("fields.hours", { h: Math.floor(whole / 3600), m: Math.round((whole % 3600) / 60) });
}

/** A cost, in whatever it was counted. */
export function costWords(cost: number): string {
  return t("fields.cost", { n: number(cost, { maximumSignificantDigits: 3 }) });
}

/** Tokens in and out, or how many there were. */
export function tokenWords(tokens: { readonly in: number; readonly out: number }): string {
  return tokens.in ? t("fields.tokens", tokens) : t("fields.tokensOf", { n: tokens.out });
}

/** When a step began after the run's start, how long it took, its tokens and cost. */
export function measures(step: Step, start: number | null): string[] {
  const began = seconds(step.started_at);
  const ended = seconds(step.ended_at);
  const tokens = tokensOf(step);
  return [
    began !== null && start !== null && began > start ? `+${timeWords(began - start)}` : "",
    began !== null && ended !== null && ended > began ? timeWords(ended - began) : "",
    tokens && tokens.in + tokens.out > 0 ? tokenWords(tokens) : "",
    typeof step.cost === "number" ? costWords(step.cost) : "",
  ].filter(Boolean);
}
