/** What the server says of rules, as this page reads it. */
export interface Did {
  readonly what: string;
  readonly answers: number | null;
  readonly records: number | null;
  readonly skills: Readonly<Record<string, number>> | null;
}

export interface Action {
  readonly id: number;
  readonly person?: string;
  readonly rule: string;
  readonly at: string;
  readonly new: boolean;
  readonly why: string;
  readonly did: readonly Did[];
  readonly undone: { readonly at: string; readonly by: string | null; readonly why: string } | null;
}

export interface Mine {
  readonly suspended: { readonly why: string; readonly until: string | null; readonly by_reading: boolean } | null;
  readonly actions: readonly Action[];
}

export interface StageAudience {
  readonly stage: string;
  readonly members: number;
  readonly may: number;
  readonly waiting: number;
  readonly blocked: boolean;
  readonly why: string;
  readonly lacking: readonly { readonly condition: string; readonly people: number; readonly asks: string }[];
}
