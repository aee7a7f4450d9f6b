/** What fields and questions are called on the page. */

/** The title given, else the name as words: `first_error` is "First error". */
export function titleOf(named: { readonly name: string; readonly title?: string }): string {
  if (named.title) return named.title;
  const words = named.name.replace(/_/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
