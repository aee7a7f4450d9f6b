/** A field type's view, loaded when a project has such a field: views are no part of the page's first load. */
import type { ComponentType } from "react";

import type { FieldProps, FieldType } from "../schema/kinds";
import { later } from "./content/later";

interface Parts<V> {
  readonly View: ComponentType<FieldProps<V>>;
}

/** `...lazily(() => import("./View"))` in a type's index, where the module exports `View`; `also` loads what it will need at once. */
export function lazily<V>(
  load: () => Promise<Parts<V>>,
  also?: () => Promise<void>,
): Pick<FieldType<V>, "View" | "load"> {
  const view = later(() => load().then((parts) => parts.View));
  return {
    View: view.Component,
    load: async () => {
      await Promise.all([view.load(), also?.()]);
    },
  };
}
