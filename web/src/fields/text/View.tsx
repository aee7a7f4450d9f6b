import type { FieldProps } from "../../schema/kinds";
import { Prose, type Format } from "../content/Prose";
import { segments } from "./segments";

export function View({ field, value, lang, below }: FieldProps<string>) {
  const format = (field.format as Format | undefined) ?? "plain";
  const shown = format === "html" ? withoutTags(value) : value;
  const parts = below ? segments(value, String(field.segments ?? "none")) : [];
  if (!parts.length)
    return <Prose text={shown} format={format === "html" ? "plain" : format} lang={lang} dir={field.dir} />;
  return (
    <div className="segments">
      {parts.map((part) => (
        <div key={part.id} className="segment">
          <Prose text={String(part.text)} format={format === "html" ? "plain" : format} lang={lang} dir={field.dir} />
          {below?.(part.id)}
        </div>
      ))}
    </div>
  );
}

/** The text of an HTML page; nothing in it is run or loaded, for the parsed document is never shown. */
function withoutTags(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll("script, style, template").forEach((node) => node.remove());
  page.querySelectorAll("p, div, li, br, h1, h2, h3, h4, tr").forEach((node) => node.append("\n"));
  return page.body.textContent ?? "";
}
