/** A context without a record, for previews and tests. */
import type { Context } from "./kinds";

/** Nothing to judge and nothing to choose from, but for what is given. */
export function bareContext(given: Partial<Context> = {}): Context {
  return {
    record: { id: "", values: {} },
    of: [],
    within: "",
    original: null,
    choices: {},
    words: {},
    resolve: () => null,
    pose: (question) => ({ question, type: undefined, context: bareContext(given) }),
    ...given,
  };
}
