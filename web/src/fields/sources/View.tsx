import type { Json } from "../../api/shapes";
import type { FieldProps } from "../../schema/kinds";
import { Pane } from "./Pane";
import type { Source } from "./Reading";

const NONE: Json = [];

export function View({ name, field, value, lang, below }: FieldProps<Json>) {
  return (
    <Pane
      name={name}
      documents={(value ?? NONE) as unknown as Source[]}
      corpus={field.corpus === true}
      lang={lang}
      dir={field.dir}
      {...(below ? { below } : {})}
    />
  );
}
