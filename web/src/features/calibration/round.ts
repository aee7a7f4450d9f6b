/** A calibration round as the server tells of it. */
import type { Answers, Comment, Json } from "../../api/shapes";
import type { Figure } from "../insight/Interval";

export interface Line {
  readonly number: number;
  readonly votes: string;
  readonly state: "voting" | "revealed" | "closed";
  readonly auto: boolean;
  readonly started_at: string;
}

export interface Half {
  readonly alpha: Figure | null;
  readonly why: string | null;
}

export interface Votes {
  readonly person: string;
  readonly you: boolean;
  readonly before: Answers | null;
  readonly after: Answers | null;
}

export interface RoundRow {
  readonly record: string;
  readonly title: string;
  readonly values: Readonly<Record<string, Json>>;
  readonly answers: readonly Votes[];
  readonly agreed: boolean;
  readonly comments: readonly Comment[];
  readonly gold: boolean;
}

export interface Round extends Line {
  readonly project: string;
  readonly records: number;
  readonly people: readonly {
    readonly person: string;
    readonly you: boolean;
    readonly voted: number;
    readonly again: number;
  }[];
  readonly takes_part: boolean;
  readonly may_lead: boolean;
  readonly questions: readonly {
    readonly question: string;
    readonly dimension: string | null;
    readonly before: Half;
    readonly after: Half;
  }[];
  readonly rows: readonly RoundRow[];
}
