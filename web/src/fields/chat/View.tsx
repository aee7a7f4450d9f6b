import { place } from "../../anchors/contract";
import type { Json } from "../../api/shapes";
import { t, type Key } from "../../app/catalogue";
import type { FieldProps } from "../../schema/kinds";
import { LongList } from "../content/LongList";
import { Prose } from "../content/Prose";
import { argumentsOf, partsOf, type Message } from "./messages";

/** Beyond this many messages only those in view are in the page. */
const MANY = 80;

export function View({ name, value, lang, field, below }: FieldProps<Json>) {
  const messages = value as unknown as Message[];
  const show = (message: Message, at: number) => {
    const id = message.id ?? String(at);
    return (
      <div key={id} className={`message ${message.role === "user" ? "from-user" : ""}`} {...place(`${name}/${id}`)}>
        <Said message={message} lang={lang} dir={field.dir} />
        {below?.(id)}
      </div>
    );
  };
  if (messages.length <= MANY) return <div className="chat">{messages.map(show)}</div>;
  return (
    <LongList parts={messages} render={(message, at) => <div className="message-apart">{show(message, at)}</div>} />
  );
}

const ROLES: Readonly<Record<string, Key>> = {
  user: "work.role.user",
  assistant: "work.role.assistant",
  system: "work.role.system",
  developer: "work.role.system",
  tool: "work.role.tool",
  function: "work.role.tool",
};

/** One message: who, the words, the tool calls. */
export function Said({
  message,
  start = 0,
  lang,
  dir,
}: {
  message: Message;
  /** Where it begins in the text of its place. */
  start?: number;
  lang?: string | undefined;
  dir?: string | undefined;
}) {
  const role = ROLES[message.role];
  return (
    <>
      <div className="name">
        {role ? t(role) : message.role}
        {message.name && ` · ${message.name}`}
      </div>
      {partsOf(message).map((part, at) =>
        typeof part.text === "string" ? (
          <Prose key={at} text={part.text} start={start + part.start} format="markdown" lang={lang} dir={dir} />
        ) : (
          <p key={at} className="image-named">
            {t("work.partNotShown", { type: part.type })}
          </p>
        ),
      )}
      {message.tool_calls?.map((call, at) => (
        <div key={at} className="tool-call">
          <span className="name">{t("work.calls", { name: call.function?.name ?? "?" })}</span>
          <pre>{argumentsOf(call)}</pre>
        </div>
      ))}
    </>
  );
}
