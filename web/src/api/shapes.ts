/** What goes over the wire, as the browser uses it. Shapes of records, answers and responses are the same everywhere. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly nearest?: string | null;
  readonly line?: number | null;
  /** Drawn in characters: a graph with what is wrong in it. */
  readonly picture?: string | null;
}

export type Role = "annotator" | "reviewer" | "lead" | "admin";

export interface User {
  readonly name: string;
  readonly role: Role;
}

export interface Session {
  readonly user: User;
}

export interface ProjectLine {
  readonly name: string;
  readonly title: string;
  readonly purpose: string;
  readonly role: Role;
  readonly version: number;
  readonly records: number;
  readonly done: number;
  readonly open: number;
  readonly mine_today: number;
  readonly waiting: number | null;
  /** The project whose exam or calibration round it is. */
  readonly part_of: string | null;
  readonly archived_at?: string | null;
}

export interface FieldDef {
  readonly type: string;
  readonly title?: string;
  readonly help?: string;
  readonly lang?: string;
  readonly dir?: "ltr" | "rtl" | "auto";
  readonly required?: boolean;
  readonly sensitive?: boolean | string;
  readonly [parameter: string]: unknown;
}

export interface QuestionDef {
  readonly type: string;
  readonly title?: string;
  readonly help?: string;
  readonly of?: string;
  readonly each?: string;
  readonly where?: string;
  readonly visible_if?: string;
  readonly required?: boolean | string;
  readonly allow_na?: boolean;
  readonly allow_cannot_assess?: boolean;
  readonly justification?: "none" | "optional" | "required";
  readonly suggestions?: "prefill" | "hint" | "hidden" | "holdout";
  readonly hotkeys?: Readonly<Record<string, string>>;
  readonly [parameter: string]: unknown;
}

export interface MoveDef {
  readonly to: string;
  readonly when?: string;
  readonly return?: { readonly hours: number };
  readonly escalate?: { readonly severity: string; readonly owner: string; readonly hours: number };
}

export interface StageDef {
  readonly name: string;
  readonly questions?: readonly string[];
  readonly kind?: "review" | "adjudicate";
  readonly overlap?: number | { readonly min: number; readonly max: number };
  readonly who?: Readonly<Record<string, unknown>>;
  readonly shows?: readonly string[];
  /** Feedback after each answer. */
  readonly training?: boolean;
  readonly blind?: boolean;
  readonly cycles?: number;
  readonly next?: readonly MoveDef[];
}

export interface Spec {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly purpose: string;
  readonly fields: Readonly<Record<string, FieldDef>>;
  readonly questions: Readonly<Record<string, QuestionDef>>;
  readonly stages: readonly StageDef[];
  readonly lease_minutes?: number;
  readonly exam?: { readonly feedback: "after" | "each" | "none" };
}

export interface Project {
  readonly name: string;
  readonly role: Role;
  readonly version: number;
  readonly spec: Spec;
  readonly source: string;
  readonly guidelines: string;
  readonly guidelines_hash: string;
  readonly paused: boolean;
  /** Since when nobody gets anything of it; then only leads see it. */
  readonly archived_at?: string | null;
}

export type Na = "not_applicable" | "cannot_assess";

export interface Envelope {
  readonly value?: Json;
  readonly na?: Na;
  readonly why?: string;
}

/** Question to envelope, or, where it is asked of each element, to a map from element to envelope. */
export type Answers = Readonly<Record<string, Envelope | Readonly<Record<string, Envelope>>>>;

export interface Suggestion {
  readonly question: string;
  readonly element?: string;
  readonly value: Json;
  readonly score?: number;
  /** Who proposed it. */
  readonly agent?: string;
  readonly version?: string;
}

/** What somebody did with a suggestion: opened one that was hidden, or took one over; after so many seconds of work. */
export interface SuggestionEvent {
  readonly did: "opened" | "taken";
  readonly question: string;
  readonly element?: string;
  readonly agent?: string;
  readonly version?: string;
  readonly after: number;
}

export interface RecordShape {
  readonly id: string;
  readonly values: Readonly<Record<string, Json>>;
  readonly meta?: Readonly<Record<string, Json>>;
  readonly lang?: string;
  readonly suggestions?: readonly Suggestion[];
  /** Fields that may be hard to look at. */
  readonly sensitive?: readonly string[];
}

export interface Assignment {
  readonly id: string;
  readonly project: string;
  readonly record: RecordShape;
  readonly stage: string;
  readonly cycle: number;
  readonly spec_version: number;
  readonly presentation: Readonly<Record<string, readonly string[]>>;
  readonly draft:
    | { readonly answers?: Answers; readonly active_seconds?: number; readonly events?: readonly SuggestionEvent[] }
    | Answers
    | null;
  readonly lease_until: string | null;
  /** What earlier stages said, where this one shows them: what its questions may be asked of. */
  readonly earlier?: Answers;
  readonly shown?: readonly Shown[];
  readonly returned?: Returned | null;
  readonly comments?: readonly Comment[];
}

export interface Verdict {
  readonly action: "approve" | "reject" | "return" | "fix" | "decide";
  readonly reason?: string;
  readonly comment?: string;
  readonly of?: string | null;
  /** The responses that go back to their authors. */
  readonly wrong?: readonly string[];
  readonly gold?: boolean;
  readonly example?: boolean;
}

/** What somebody said in an earlier stage. */
export interface Shown {
  readonly response: string;
  readonly stage: string;
  readonly cycle: number;
  readonly person: string;
  readonly answers: Answers;
  readonly verdict?: Verdict | null;
}

/** Why a record is in its stage again. */
export interface Returned {
  readonly from: string;
  readonly at: string;
  readonly person: string | null;
  readonly reason: string;
  readonly comment: string;
}

export interface Comment {
  readonly id: number;
  readonly thread: number | null;
  readonly response: string | null;
  readonly person: string;
  readonly anchor: { readonly at: string; readonly quote?: string } | null;
  readonly text: string;
  readonly at: string;
  readonly resolved_at: string | null;
}

export interface Submitted extends Assignment {
  readonly state: string;
  readonly answers: Answers;
  readonly response: string;
  readonly revision: number;
  readonly submitted_at: string;
}

export interface Claim {
  readonly assignments: readonly Assignment[];
  readonly nothing: { readonly why: string; readonly until: string | null } | null;
}

export interface Progress {
  readonly records: { readonly total: number; readonly done: number; readonly open: number };
  readonly mine: { readonly today: number; readonly total: number };
  readonly people?: readonly {
    readonly name: string;
    readonly answered: number;
    readonly today: number;
    readonly skipped: number;
    readonly median_active_seconds: number | null;
    readonly last_at: string | null;
  }[];
  readonly stages: readonly { readonly name: string; readonly open: number; readonly done: number }[];
  /** How many records came to each end, where there are several stages. */
  readonly ends?: Readonly<Record<string, number>>;
}
