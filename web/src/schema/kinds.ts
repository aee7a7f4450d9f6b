/** What a field type and a question type are in the browser: one folder each; nothing else names a type. */
import type { ComponentType, ReactNode } from "react";

import type { Resolve } from "../anchors/anchor";
import type { Fault, FieldDef, Json, Na, QuestionDef, RecordShape } from "../api/shapes";
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
  /** The reference that what is marked must lie in: what the question is `of`, or the one element of it; "" is anywhere. */
  readonly within: string;
  /** What the question judges as one value, which a rewrite starts from; null where there is none. */
  readonly original: Json;
  /** Lists given as `{from: ...}`, by parameter. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** What to call the choices that are elements, by parameter and id. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Finds what a reference names: a field, an element, what another question made. */
  readonly resolve: Resolve;
  /** Whether all this hangs on nothing but the record: then what was found of an answer holds, whatever else is answered. */
  readonly alone?: boolean;
  /** A question within this one's answer (`ask`), with its own type and context: so no type need know another. */
  readonly pose: (question: Question) => Omit<Posed, "required">;
}

/** A question with all it needs to be asked. */
export interface Posed {
  readonly question: Question;
  /** Undefined where this browser app does not know it. */
  readonly type: QuestionType | undefined;
  readonly context: Context;
  readonly required: boolean;
}

export interface WidgetProps<V> {
  readonly question: Question;
  readonly context: Context;
  readonly value: V | undefined;
  /** Whether this is the active question, whose keys are live. */
  readonly active: boolean;
  /** The id of the element that names the question, for `aria-labelledby`. */
  readonly labelledBy: string;
  /** What the server said of the value; pointers are relative to it. */
  readonly faults: readonly Fault[];
  /** How often somebody tried to submit: from the first time on, what is missing is said, and gone to. */
  readonly tried: number;
  /** A new value; `done` says that nothing more is to be chosen here, so the page may go on to the next question. */
  readonly onChange: (value: V | undefined, done?: boolean) => void;
}

export interface ViewProps<V> {
  readonly question: Question;
  readonly context: Context;
  readonly value: V;
}

/** One element of those that a question is asked of together. */
export interface TogetherPart<V> {
  readonly element: Element;
  readonly value: V | undefined;
  readonly na: Na | undefined;
}

export interface TogetherProps<V> {
  readonly question: Question;
  readonly context: Context;
  /** All elements that it is asked of, in order. */
  readonly parts: readonly TogetherPart<V>[];
  /** The element whose turn it is; undefined while another question is active. */
  readonly now: string | undefined;
  readonly labelledBy: string;
  readonly onActivate: (element: string) => void;
  /** The value of the element whose turn it is; `done` says that the page may go on to the next. */
  readonly onChange: (value: V | undefined, done?: boolean) => void;
  /** New values of some elements, as one stroke that is taken back as a whole. */
  readonly onStroke: (values: ReadonlyMap<string, V>, stroke: string) => void;
}

export interface QuestionType<V = Json> {
  readonly name: string;
  /** Whether its answers are what it judges, changed: then a reader wants to see what changed. */
  readonly changes?: boolean;
  /** Where it stands: beside the record, or as a strip under it, over the whole width. */
  readonly place: "panel" | "strip";
  readonly Widget: ComponentType<WidgetProps<V>>;
  /** The answer, read only, in a line or two. */
  readonly View: ComponentType<ViewProps<V>>;
  /** Shows the question of all its elements as one, where `together` says that it should. */
  readonly Together?: ComponentType<TogetherProps<V>>;
  readonly together?: (question: Question) => boolean;
  readonly hotkeys: readonly Action[];
  /** Whether a value may be submitted: the server's rules, to be kind. */
  readonly fits: (value: Json, question: Question, context: Context) => boolean;
  /** Whether the widget can begin with a value that somebody else proposed, finished or not; those that fit, unless said. */
  readonly usable?: (value: Json, question: Question, context: Context) => boolean;
  /** A value under way as it is submitted (without what only the widget needs). */
  readonly settle?: (value: V, question: Question, context: Context) => V;
  /** What conditions see of a value; the value itself unless said. */
  readonly binding?: (value: V, question: Question, context: Context) => Json;
  /** The parts of a value that other questions can be asked `each` of; none unless said. */
  readonly elements?: (value: V, question: Question, context: Context) => Element[];
  /** Whether its widget shows the faults of the value's parts at the parts. */
  readonly showsFaults?: boolean;
  /** Loads the widget and the view, which are not part of the page's first load. */
  readonly load?: () => Promise<void>;
}

export interface FieldProps<V> {
  /** The field's; "" where it is part of something that is pointed at as a whole. */
  readonly name: string;
  readonly field: FieldDef;
  readonly value: V;
  readonly lang?: string;
  /** What is asked of an element stands under it. */
  readonly below?: (element: string) => ReactNode;
}

/** A text in a field: what `at` shows ("" is the field itself). */
export interface FieldText {
  readonly at: string;
  readonly text: string;
}

export interface FieldType<V = Json> {
  readonly name: string;
  /** How it is laid out: `main` fills the page's middle, `context` may be folded above a main field, `reference` has a pane. */
  readonly role: "main" | "context" | "reference";
  readonly View: ComponentType<FieldProps<V>>;
  readonly elements: (value: V, field: FieldDef) => Element[];
  /** Whether places in the value itself can be marked, not only in its elements. */
  readonly spans?: boolean;
  /** What somebody who rewrites the value starts from; the value itself unless said. */
  readonly rewritable?: (value: V, field: FieldDef) => Json;
  /** The whole value as one text, as the server makes it. */
  readonly plainText?: (value: V, field: FieldDef) => string;
  /** What is searched in it; the texts of its elements unless said. */
  readonly texts?: (value: V, field: FieldDef) => FieldText[];
  /** Whether the project's corpus stands beside the value, which then need not be there. */
  readonly corpus?: (field: FieldDef) => boolean;
  readonly hotkeys?: readonly Action[];
  /** Loads the view, which is not part of the page's first load. */
  readonly load?: () => Promise<void>;
}
