/**
 * The YAML with completion and faults in place. The editor lives in a shadow root: there it brings its styles as style
 * sheets made in memory, which the content security policy lets through, and its keys stay its own.
 */
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { Annotation, EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useImperativeHandle, useRef, type Ref } from "react";

import type { Fault } from "../../api/shapes";
import { completing } from "./completing";
import type { Language } from "./language";

export interface Jump {
  /** Puts the caret at a place of the text and the keyboard into the editor. */
  readonly to: (place: number) => void;
  readonly toLine: (line: number) => void;
}

interface Props {
  readonly text: string;
  readonly label: string;
  readonly faults: readonly Fault[];
  readonly language: Language | undefined;
  readonly onText: (text: string) => void;
  readonly jump: Ref<Jump>;
}

/** A change that comes from outside, and need not be told. */
const outside = Annotation.define<boolean>();

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--surface)", fontSize: "13px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--ink)" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--ink-3)", border: "0" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--sunken) 60%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--accent-soft)",
  },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--line-strong)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent-soft)",
    color: "var(--ink)",
  },
  ".cm-completionInfo": { maxWidth: "320px" },
  ".cm-diagnostic": { padding: "4px 10px", borderLeft: "3px solid var(--bad)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--l4)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--ink-3)", fontStyle: "italic" },
  { tag: [tags.separator, tags.squareBracket, tags.brace, tags.punctuation], color: "var(--ink-2)" },
]);

export function YamlEditor({ text, label, faults, language, onText, jump }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ onText, language, text });
  useEffect(() => {
    latest.current = { onText, language, text };
  });
  useEffect(() => {
    const place = host.current;
    if (!place) return;
    const root = place.shadowRoot ?? place.attachShadow({ mode: "open" });
    const made = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          lineNumbers(),
          history(),
          indentUnit.of("  "),
          indentOnInput(),
          highlightActiveLine(),
          yaml(),
          syntaxHighlighting(colours),
          lintGutter(),
          autocompletion({ override: [completing(() => latest.current.language)], icons: false }),
          keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
          EditorView.lineWrapping,
          look,
          EditorView.updateListener.of((update) => {
            const told = update.transactions.some((one) => one.docChanged && !one.annotation(outside));
            if (told) latest.current.onText(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    // outside of it nobody sees that somebody writes: the page would take letters for its keys
    const own = (event: Event) => event.stopPropagation();
    root.addEventListener("keydown", own);
    return () => {
      root.removeEventListener("keydown", own);
      made.destroy();
      view.current = null;
    };
  }, [label]);
  useEffect(() => {
    const editor = view.current;
    const there = editor?.state.doc.toString();
    if (!editor || there === undefined || there === text) return;
    editor.dispatch({ changes: difference(there, text), annotations: outside.of(true) });
  }, [text]);
  useEffect(() => {
    const editor = view.current;
    if (editor) editor.dispatch(setDiagnostics(editor.state, diagnostics(editor.state, faults)));
  }, [faults]);
  useImperativeHandle(jump, () => {
    const to = (place: number) => {
      const editor = view.current;
      if (!editor) return;
      const anchor = Math.min(place, editor.state.doc.length);
      editor.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      editor.focus();
    };
    return {
      to,
      toLine: (line) => {
        const { doc } = view.current?.state ?? EditorState.create();
        to(doc.line(Math.min(Math.max(1, line), doc.lines)).from);
      },
    };
  }, []);
  return <div ref={host} className="builder-yaml" />;
}

/** The one stretch in which two texts differ. */
function difference(from: string, to: string): { from: number; to: number; insert: string } {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  let end = 0;
  const most = Math.min(from.length, to.length) - start;
  while (end < most && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  return { from: start, to: from.length - end, insert: to.slice(start, to.length - end) };
}

function diagnostics({ doc }: EditorState, faults: readonly Fault[]): Diagnostic[] {
  return faults.map((fault) => {
    const line = doc.line(Math.min(Math.max(1, fault.line ?? 1), doc.lines));
    const indent = /^\s*/.exec(line.text)?.[0].length ?? 0;
    const near = fault.nearest ? ` (${fault.nearest}?)` : "";
    return { from: line.from + indent, to: line.to, severity: "error", message: fault.message + near };
  });
}
