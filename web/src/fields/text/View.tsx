import { place } from "../../anchors/contract";
import type { FieldProps } from "../../schema/kinds";
import { Prose, type Format } from "../content/Prose";
import { HtmlText } from "./HtmlText";
import { cuts } from "./segments";

export function View({ name, field, value, lang, below }: FieldProps<string>) {
  const format = (field.format as Format | "html" | undefined) ?? "plain";
  const language = String(field.language ?? "");
  const shared = { lang, dir: field.dir };
  if (format === "html") {
    return (
      <div {...place(name)}>
        <HtmlText text={value} {...shared} />
      </div>
    );
  }
  const parts = below ? cuts(value, String(field.segments ?? "none")) : [];
  if (!parts.length) {
    return (
      <div {...place(name)}>
        <Prose text={value} format={format} language={language} {...shared} />
      </div>
    );
  }
  return (
    <div className="segments" {...place(name)}>
      {parts.map((part, at) => (
        <div key={part.from} className="segment">
          <Prose text={part.text} start={part.from} format={format} language={language} {...shared} />
          {below?.(String(at))}
        </div>
      ))}
    </div>
  );
}
