/** A question type's widget and view, loaded when a project asks such a question: they are no part of the page's first load. */
import { use, type ComponentType } from "react";

import type { QuestionType, TogetherProps, ViewProps, WidgetProps } from "../schema/kinds";

interface Parts<V> {
  readonly Widget: ComponentType<WidgetProps<V>>;
  readonly View: ComponentType<ViewProps<V>>;
  readonly Together?: ComponentType<TogetherProps<V>>;
}

/** `...lazily(() => import("./parts"))` in a type's index, where `parts.ts` exports its Widget and View. */
export function lazily<V>(
  load: () => Promise<Parts<V>>,
): Required<Pick<QuestionType<V>, "Widget" | "View" | "Together" | "load">> {
  let parts: Parts<V> | undefined;
  let coming: Promise<void> | undefined;
  const loaded = () => {
    coming ??= load().then(
      (found) => void (parts = found),
      (error: unknown) => {
        coming = undefined; // a lost connection is no reason not to try again
        throw error;
      },
    );
    return coming;
  };
  function Widget(props: WidgetProps<V>) {
    if (!parts) use(loaded());
    return parts && <parts.Widget {...props} />;
  }
  function View(props: ViewProps<V>) {
    if (!parts) use(loaded());
    return parts && <parts.View {...props} />;
  }
  function Together(props: TogetherProps<V>) {
    if (!parts) use(loaded());
    return parts?.Together && <parts.Together {...props} />;
  }
  return { Widget, View, Together, load: loaded };
}
