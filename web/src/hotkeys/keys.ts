/** What a key press is called: `enter`, `mod+enter`, `shift+z`, `?`, `3`. One naming for the table, the sheet and the handlers. */

const NAMES: Readonly<Record<string, string>> = {
  " ": "space",
  arrowup: "up",
  arrowdown: "down",
  arrowleft: "left",
  arrowright: "right",
  escape: "esc",
};

const SHOWN: Readonly<Record<string, string>> = {
  enter: "Enter",
  backspace: "Backspace",
  delete: "Del",
  mod: "Ctrl",
  shift: "⇧",
  alt: "Alt",
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  esc: "Esc",
  tab: "Tab",
  space: "Space",
  digit: "1–9",
  any: "a–z",
};

export interface Press {
  readonly key: string;
  /** Where the key is: `KeyZ` is the key that says z on a Latin layout. */
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The name of a press. Shift is part of it only where it does not already change the character (`?`, not `shift+?`). */
export function pressed(event: Press): string {
  const lower = event.key.toLowerCase();
  const base = NAMES[lower] ?? lower;
  const shift = event.shiftKey && (base.length > 1 || /^\p{L}$/u.test(base));
  return [event.ctrlKey || event.metaKey ? "mod" : "", event.altKey ? "alt" : "", shift ? "shift" : "", base]
    .filter(Boolean)
    .join("+");
}

/**
 * What a press is called, best name first: one made on a layout of another script also by the Latin letter or digit of its key
 * (`я` is also `z`), for whoever has no use for the character itself.
 */
export function names(event: Press): string[] {
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(event.code ?? "")?.[1];
  const foreign = /^[\p{L}\p{Nd}]$/u.test(event.key) && !/^[\p{Script=Latin}0-9]$/u.test(event.key);
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  const own = pressed(event);
  return place && foreign ? [own, pressed({ key: place, ctrlKey, metaKey, altKey, shiftKey })] : [own];
}

/** Whether a press is what a table line asks for; `digit` stands for 1 to 9, `any` for each single character. */
export function matches(pattern: string, press: string): boolean {
  if (pattern === "any") return [...press].length === 1;
  return pattern === press || (pattern === "digit" && /^[1-9]$/.test(press));
}

/** As printed on a key: `mod+enter` is `Ctrl Enter`. */
export function printed(pattern: string): string {
  return pattern
    .split("+")
    .map((part) => SHOWN[part] ?? part)
    .join(" ");
}
