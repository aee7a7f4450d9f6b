/** The places of a field's elements (`anchors/contract.ts`). */
import { place } from "../anchors/contract";

/** An element's place; in a value that is pointed at as a whole ("" for a name) it has none, and neither have the runs in it. */
export function elementPlace(name: string, id: string): { readonly "data-at": string } {
  return place(name ? `${name}/${id}` : "");
}

/** The place of the field itself. */
export function fieldPlace(name: string): { readonly "data-at": string } {
  return place(name);
}
