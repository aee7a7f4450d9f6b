/** Which way words run: where the page mixes them with its own, neither may turn the other round. */

// the right-to-left blocks of Unicode: Hebrew, Arabic, Syriac, Thaana and their kin, and what is beyond the first plane
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|\ud802|\ud803|\ud83a|\ud83b/;
const LANGUAGES = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"]);

/** A text that stands within a line of other words: its signs stay on its own side. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** The direction of a field: as the project says, else as its language is written, else as each text begins. */
export function directionOf(lang: string | undefined, dir: string | undefined): string {
  if (dir) return dir;
  const [language, script] = (lang ?? "").split("-");
  if (script === "Latn") return "ltr";
  return LANGUAGES.has((language ?? "").toLowerCase()) ? "rtl" : "auto";
}
