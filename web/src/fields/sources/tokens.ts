/**
 * Words for searching: what is written in letters by word, what is written without blanks (Chinese, Japanese, Thai, ...) by
 * every two characters.
 */

// Han, kana, Thai, Lao, Myanmar, Khmer
const PAIRED =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\uff66-\uff9f\u{20000}-\u{323af}]+/gu;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Accents, and the points of Hebrew and Arabic. */
const POINTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;

export interface Token {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/** The tokens of a text with their places in UTF-16 units. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    let done = 0;
    for (const { 0: run, index: at } of word.matchAll(PAIRED)) {
      plain(word.slice(done, at), index + done);
      pairs(run, index + at);
      done = at + run.length;
    }
    plain(word.slice(done), index + done);
  }
  return found;

  function plain(word: string, from: number) {
    if (word) found.push({ word: folded(word), from, to: from + word.length });
  }

  function pairs(run: string, from: number) {
    const characters = [...run];
    let at = from;
    characters.forEach((character, index) => {
      const next = characters[index + 1] ?? "";
      if (next || characters.length === 1)
        found.push({ word: character + next, from: at, to: at + character.length + next.length });
      at += character.length;
    });
  }
}

const ALIKE: Readonly<Record<string, string>> = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ة: "ه", ـ: "" };
/** And, so; the, for the, by the, like the. */
const ARTICLE = /^(?:و|ف)?(?:ال|لل|بال|كال)(?=.{3})/;

/** Lower case, without accents, points and the Arabic article; a plural finds its singular (accord.corpus.words, alike). */
function folded(word: string): string {
  let bare = word.normalize("NFKD").replace(POINTS, "").normalize("NFKC").toLowerCase();
  if (/^[\u0600-\u06ff]/.test(bare)) bare = bare.replace(/[أإآٱىةـ]/g, (one) => ALIKE[one] ?? one).replace(ARTICLE, "");
  return bare.length > 3 && /[a-z]s$/.test(bare) && !bare.endsWith("ss") ? bare.slice(0, -1) : bare;
}
