/** A voice card or a policy as records hold it. */
export interface Persona {
  readonly name?: string;
  readonly description?: string;
  readonly traits?: readonly string[];
  readonly rules?: readonly { readonly id: string; readonly text: string }[];
  readonly examples?: readonly string[];
}
