import type { Json } from "../../api/shapes";
import type { FieldProps } from "../../schema/kinds";
import { Pane } from "./Pane";
import type { Source } from "./Reading";

export function View({ name, field, value, lang, below }: FieldProps<Json>) {
  return (
    <Pane
      name={name}
      documents={value as unknown as Source[]}
      lang={lang}
      dir={field.dir}
      {...(below ? { below } : {})}
    />
  );
}
