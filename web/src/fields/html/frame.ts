/**
 * A page made harmless: no scripts, nothing loaded from elsewhere, nothing to press; its styles are kept.
 *
 * The frame has no rights (`sandbox=""`) and a policy of its own, so nothing would run or load anyway; what is taken out here
 * is counted, so that people know that it was there. Styles written in the page move to a style sheet by address, because
 * the policy that a frame inherits from this page allows none written inline.
 */

const POLICY = "default-src 'none'; style-src data:; img-src data:; font-src data:";
const REMOVED =
  "script, style, iframe, frame, object, embed, applet, base, link, portal, video, audio, source, track, meta[http-equiv], noscript";
const LOADS = ["src", "srcset", "poster", "background", "data", "ping", "action", "formaction", "xlink:href"];

export interface Framed {
  readonly srcdoc: string;
  /** How many things were taken out. */
  readonly blocked: number;
}

const STYLES = /<style\b[^>]*>([^]*?)(?:<\/style\s*>|$)/gi;
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^>"']){0,5000}>/gi;
/** What `style` is called until the page is parsed: a parsed style is one that this page's policy complains of. */
const WRITTEN = "data-written-style";

/** The page as the frame's source. */
export function framed(html: string): Framed {
  const styles: string[] = [];
  const text = html
    .replace(STYLES, (_, sheet: string) => {
      styles.push(sheet);
      return "";
    })
    .replace(TAG, (tag) => tag.replace(/(\s)style(\s*=)/gi, `$1${WRITTEN}$2`));
  // a parsed document that is never shown: nothing in it runs or loads
  const page = new DOMParser().parseFromString(text, "text/html");
  let blocked = 0;
  for (const one of page.querySelectorAll(REMOVED)) {
    one.remove();
    blocked++;
  }
  const inline: string[] = [];
  for (const one of page.querySelectorAll("*")) {
    blocked += bare(one);
    const style = one.getAttribute(WRITTEN);
    if (style === null) continue;
    one.removeAttribute(WRITTEN);
    one.setAttribute("data-style", String(inline.length));
    // four times, so that it outweighs the sheet's own rules, as it did in the page
    inline.push(`${`[data-style="${inline.length}"]`.repeat(4)}{${style.replace(/[{}]/g, "")}}`);
  }
  const sheet = [...styles, ...inline].join("\n");
  const head =
    `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<meta name="color-scheme" content="light">` +
    (sheet
      ? `<link rel="stylesheet" href="data:text/css;charset=utf-8,${encodeURIComponent(sheet.toWellFormed())}">`
      : "");
  page.head.innerHTML = "";
  const lang = page.documentElement.lang.replace(/[^\w-]/g, "");
  const srcdoc = `<!doctype html><html${lang ? ` lang="${lang}"` : ""}><head>${head}</head>${page.body.outerHTML}</html>`;
  return { srcdoc, blocked };
}

/** Takes off what would run, load or lead away; an image that is not shown is named. */
function bare(element: Element): number {
  let blocked = 0;
  for (const { name, value } of [...element.attributes]) {
    const runs = name.startsWith("on") || name === "style";
    const inside = /^\s*data:image\/(?!svg)/i.test(value) && name === "src";
    if (!runs && (!LOADS.includes(name) || inside)) continue;
    element.removeAttribute(name);
    blocked++;
    if (element.localName === "img" && name === "src") {
      element.replaceWith(`[${element.getAttribute("alt") || value.slice(0, 200)}]`);
    }
  }
  const link = element.getAttribute("href");
  if (link !== null) {
    // not followed; where it would lead is said
    element.removeAttribute("href");
    element.setAttribute("title", link.slice(0, 500));
  }
  if (/^(?:input|button|select|textarea)$/.test(element.localName)) element.setAttribute("disabled", "");
  return blocked;
}
