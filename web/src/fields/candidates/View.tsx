import { useRef, useState } from "react";

import { place } from "../../anchors/contract";
import type { Json } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { letter } from "../../questions/preference/scale";
import type { FieldProps } from "../../schema/kinds";
import { Said } from "../chat/View";
import { startsOf, type Message } from "../chat/messages";
import { Prose, type Format } from "../content/Prose";

export interface Candidate {
  readonly id: string;
  readonly text?: string;
  readonly messages?: readonly Message[];
  readonly model?: string;
}

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
          {...place(`${name}/${one.id}`)}
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
          {one.messages ? (
            <Messages messages={one.messages} lang={lang} dir={field.dir} />
          ) : (
            <Prose
              text={one.text ?? ""}
              format={(field.format as Format | undefined) ?? "markdown"}
              lang={lang}
              dir={field.dir}
            />
          )}
          {below?.(one.id)}
        </article>
      ))}
    </div>
  );
}

function Messages({
  messages,
  ...shared
}: {
  messages: readonly Message[];
  lang?: string | undefined;
  dir?: string | undefined;
}) {
  const starts = startsOf(messages);
  return messages.map((message, index) => (
    <Said key={index} message={message} start={starts[index] ?? 0} {...shared} />
  ));
}
