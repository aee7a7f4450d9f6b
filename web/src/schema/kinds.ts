/** What a field type and a question type are in the browser: one folder each; nothing else names a type. */
import type { ComponentType, ReactNode } from "react";

import type { FieldDef, Json, QuestionDef, RecordShape } from "../api/shapes";
import type { Action } from "../hotkeys/registry";

/** An addressable part of a field or of an answer: its id and its own parts, as conditions see them. */
export interface Element {
  readonly id: string;
  readonly [part: string]: Json | undefined;
}

export interface Question extends QuestionDef {
  readonly name: string;
}

export interface Context {
  readonly record: RecordShape;
  /** The elements that the question judges (`of`), in the order shown. */
  readonly of: readonly Element[];
  /** Lists given as `{from: ...}`, by parameter. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

export interface WidgetProps<V> {
  readonly question: Question;
  readonly context: Context;
  readonly value: V | undefined;
  /** Whether this is the active question, whose keys are live. */
  readonly active: boolean;
  /** The id of the element that names the question, for `aria-labelledby`. */
  readonly labelledBy: string;
  /** A new value; `done` says that nothing more is to be chosen here, so the page may go on to the next question. */
  readonly onChange: (value: V | undefined, done?: boolean) => void;
}

export interface ViewProps<V> {
  readonly question: Question;
  readonly context: Context;
  readonly value: V;
}

export interface QuestionType<V = Json> {
  readonly name: string;
  /** Where it stands: beside the record, or as a strip under it, over the whole width. */
  readonly place: "panel" | "strip";
  readonly Widget: ComponentType<WidgetProps<V>>;
  /** The answer, read only, in a line or two. */
  readonly View: ComponentType<ViewProps<V>>;
  readonly hotkeys: readonly Action[];
  /** Whether a value may be submitted: the server's rules, to be kind. */
  readonly fits: (value: Json, question: Question, context: Context) => boolean;
  /** A value under way as it is submitted (without what only the widget needs). */
  readonly settle?: (value: V) => V;
  /** What conditions see of a value; the value itself unless said. */
  readonly binding?: (value: V) => Json;
}

export interface FieldProps<V> {
  readonly name: string;
  readonly field: FieldDef;
  readonly value: V;
  readonly lang?: string;
  /** What is asked of an element stands under it. */
  readonly below?: (element: string) => ReactNode;
}

export interface FieldType<V = Json> {
  readonly name: string;
  /** How it is laid out: `main` fills the page's middle, `context` may be folded above a main field. */
  readonly role: "main" | "context";
  readonly View: ComponentType<FieldProps<V>>;
  readonly elements: (value: V, field: FieldDef) => Element[];
}
