/**
 * Which dollars in markdown are mathematics.
 *
 * The parser reads every pair of `$` as a formula, but models write prices too, and formulas as `\(…\)` and `\[…\]`. `prepared`
 * rewrites the text for it **without changing any length**, so that places stay where they are: `\[x\]` becomes `$$x$$`,
 * `\(x\)` becomes `$x$` between two stand-ins for nothing, and a dollar that is money becomes a stand-in that `restored` turns back.
 */

const MONEY = "\ue024";
/** Stands where the source has half of a bracket that the parser does not know; it is not shown. */
export const NOTHING = "\ue025";
const TOKEN =
  /(?:^|\n)[ \t>]*(?<fence>`{3,}|~{3,})|(?<ticks>`+)|\\\\|\\[$]|(?<open>\\[([])|(?<display>\$\$+)|(?<dollar>\$)/g;

export interface Prepared {
  readonly text: string;
  /** Whether any formula was found. */
  readonly math: boolean;
}

/** The text as the parser is to read it; of the same length. */
export function prepared(text: string): Prepared {
  if (!/\$|\\[([]/.test(text) || /[\ue024\ue025]/.test(text)) return { text, math: false };
  let out = "";
  let done = 0;
  let math = false;
  const replace = (from: number, to: number, by: string) => {
    out += text.slice(done, from) + by;
    done = to;
  };
  const token = new RegExp(TOKEN);
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const { fence, ticks, open, display, dollar } = match.groups ?? {};
    const from = match.index + match[0].length - (open ?? display ?? dollar ?? "").length;
    const after = token.lastIndex;
    if (fence) token.lastIndex = afterFence(text, after, fence);
    else if (ticks) token.lastIndex = afterTicks(text, after, ticks);
    else if (open) {
      const end = within(text, after, open === "\\(" ? "\\)" : "\\]");
      if (end < 0) continue;
      replace(from, after, open === "\\(" ? `${NOTHING}$` : "$$");
      replace(end, end + 2, open === "\\(" ? `$${NOTHING}` : "$$");
      token.lastIndex = done;
      math = true;
    } else if (display) {
      const end = text.indexOf(display, after);
      if (end >= 0 && text.slice(after, end).trim()) {
        token.lastIndex = end + display.length;
        math = true;
      } else replace(from, after, MONEY.repeat(display.length));
    } else if (dollar) {
      const end = closing(text, from);
      if (end < 0) replace(from, after, MONEY);
      else {
        token.lastIndex = end + 1;
        math = true;
      }
    }
  }
  return { text: out + text.slice(done), math };
}

/** The prepared text with the dollars that are not mathematics; of the same length. */
export function restored(text: string): string {
  return text.replaceAll(MONEY, "$");
}

/** What is shown of a prepared text. */
export function shown(text: string): string {
  return restored(text).replaceAll(NOTHING, "");
}

function afterFence(text: string, from: number, fence: string): number {
  const end = new RegExp(`\\n[ \\t>]*${fence}[\`~]*[ \\t]*(?=\\n|$)`, "g");
  end.lastIndex = from;
  return end.exec(text) ? end.lastIndex : text.length;
}

function afterTicks(text: string, from: number, ticks: string): number {
  const end = new RegExp(`(?<!\`)${ticks}(?!\`)`, "g");
  end.lastIndex = from;
  return end.exec(text) ? end.lastIndex : from;
}

/** Where `mark` comes in this paragraph, with something before it; -1 where it does not. */
function within(text: string, from: number, mark: string): number {
  const end = text.indexOf(mark, from);
  const inside = text.slice(from, Math.max(end, from));
  return end < 0 || !inside.trim() || /\n[ \t]*\n/.test(inside) ? -1 : end;
}

/** The closing dollar of a formula in a line: no blank inside of either dollar, no digit after the last, no letter before the first. */
function closing(text: string, from: number): number {
  if (/\s|\$|^$/.test(text[from + 1] ?? "") || /[\p{L}\p{N}]/u.test(text[from - 1] ?? "")) return -1;
  for (let at = from + 1; at < Math.min(text.length, from + 2000); at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "\n" && /^[ \t]*\n/.test(text.slice(at + 1, at + 200))) return -1;
    else if (text[at] === "$") return /\s/.test(text[at - 1] ?? "") || /[\d$]/.test(text[at + 1] ?? "") ? -1 : at;
  }
  return -1;
}
