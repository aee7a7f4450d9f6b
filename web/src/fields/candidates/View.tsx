import { useRef, useState } from "react";

import type { FieldDef, Json } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { letter } from "../../questions/preference/scale";
import type { FieldProps } from "../../schema/kinds";
import { Said } from "../chat/Said";
import { startsOf, type Message } from "../chat/messages";
import { Prose, type Format } from "../content/Prose";
import { elementPlace } from "../place";
import { fieldType } from "../registry";
import { HtmlText } from "../text/HtmlText";
import { fieldOf, type Candidate } from "./candidate";

/** More than so many answers share one scrolling area, two beside each other. */
const MOST_COLUMNS = 3;

export function View({ name, field, value, lang, below }: FieldProps<Json>) {
  const candidates = value as unknown as Candidate[];
  const [together, setTogether] = useState(false);
  const columns = useRef<HTMLDivElement>(null);
  const onScroll = (event: React.UIEvent<HTMLElement>) => {
    if (!together) return;
    const from = event.currentTarget;
    const share = from.scrollTop / Math.max(1, from.scrollHeight - from.clientHeight);
    for (const other of columns.current?.querySelectorAll(":scope > article") ?? []) {
      if (other !== from) other.scrollTop = share * (other.scrollHeight - other.clientHeight);
    }
  };
  return (
    <div
      ref={columns}
      className={candidates.length > MOST_COLUMNS ? "candidates together" : "candidates"}
      data-together={candidates.length > MOST_COLUMNS || undefined}
    >
      {candidates.map((one, at) => (
        // it scrolls by itself, so it must be reachable by keyboard
        <article
          key={one.id}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          aria-label={t("work.answerName", { name: letter(at) })}
          onScroll={onScroll}
          {...elementPlace(name, one.id)}
        >
          <header className="name">
            <span className="letter">{letter(at)}</span>
            {one.model && <span>{one.model}</span>}
            {at === candidates.length - 1 && candidates.length <= MOST_COLUMNS && (
              <button
                type="button"
                className="button small push"
                aria-pressed={together}
                onClick={() => setTogether((was) => !was)}
              >
                {t("work.scrollTogether")}
              </button>
            )}
          </header>
          <Content one={one} field={field} lang={lang} />
          {below?.(one.id)}
        </article>
      ))}
    </div>
  );
}

interface ContentProps {
  readonly one: Candidate;
  readonly field: FieldDef;
  readonly lang: string | undefined;
}

/** What an answer is: a value of another type, messages, or a text. */
function Content({ one, field, lang }: ContentProps) {
  const of = fieldOf(field);
  const shared = { lang, dir: field.dir };
  if (of) {
    const type = fieldType(of.type);
    if (!type) return <p role="alert">{t("work.unknownType", { type: of.type })}</p>;
    // it is pointed at as a whole
    return (
      <div className="candidate-value">
        <type.View name="" field={of} value={one.value ?? null} {...(lang ? { lang } : {})} />
      </div>
    );
  }
  if (one.messages) return <Messages messages={one.messages} {...shared} />;
  const format = (field.format as Format | "html" | undefined) ?? "markdown";
  if (format === "html") return <HtmlText text={one.text ?? ""} {...shared} />;
  return <Prose text={one.text ?? ""} format={format} {...shared} />;
}

interface MessagesProps {
  readonly messages: readonly Message[];
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
}

function Messages({ messages, ...shared }: MessagesProps) {
  const starts = startsOf(messages);
  return messages.map((message, index) => (
    <Said key={index} message={message} start={starts[index] ?? 0} {...shared} />
  ));
}
