/**
 * Where text stands in the page, and where that is in its source: the agreement between the field views, which show
 * text, and the anchor layer, which marks it.
 *
 * - A place is an element with `data-at="replies/b"`. What it shows is the text of that reference: the value of a `text`
 *   field (also when it is shown in segments), else the `text` of the field type's element. Of places within places the
 *   innermost counts. Every addressable element is one, also when its text cannot be marked: it can be marked as a whole.
 * - A run is an element with `data-from="120"` that holds text nodes only, and shows the source letter for letter from
 *   there on. Positions are UTF-16 units of the source, as JavaScript counts.
 * - Where what is shown is not what is written (`&amp;` shown as `&`, a formula) the run says where its source ends:
 *   `data-from="120" data-to="125"`. It is marked as a whole or not at all, and may hold elements.
 * - What is folded, or outside of a long list's view, is not in the page: `fields/content/keeping.ts` brings it in (`bring`).
 * - Text outside of runs (names, buttons, numbers) is not the source's and cannot be marked.
 */

/** The attributes of the element that shows what a reference names. */
export function place(at: string): { readonly "data-at": string } {
  return { "data-at": at };
}

/** The attributes of an element that shows the source from here on; with `to`, something else in the place of that stretch. */
export function run(from: number, to?: number): { readonly "data-from": number; readonly "data-to"?: number } {
  return to === undefined ? { "data-from": from } : { "data-from": from, "data-to": to };
}
