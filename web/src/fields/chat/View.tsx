import type { Json } from "../../api/shapes";
import { directionOf } from "../../schema/direction";
import type { FieldProps } from "../../schema/kinds";
import { LongList } from "../content/LongList";
import { elementPlace } from "../place";
import type { Message } from "./messages";
import { Said } from "./Said";

/** Beyond this many messages only those in view are in the page. */
const MANY = 80;

export function View({ name, value, lang, field, below }: FieldProps<Json>) {
  const messages = value as unknown as Message[];
  const names = toolNames(messages);
  // who speaks stands on the side where the words begin
  const side = directionOf(lang, field.dir) === "rtl" ? { dir: "rtl" } : {};
  const show = (message: Message, at: number) => {
    const id = message.id ?? String(at);
    return (
      <div key={id} className={`message from-${message.role}`} {...side} {...elementPlace(name, id)}>
        <Said message={message} tool={names.get(message.tool_call_id ?? "")} lang={lang} dir={field.dir} />
        {below?.(id)}
      </div>
    );
  };
  if (messages.length <= MANY) return <div className="chat">{messages.map(show)}</div>;
  return (
    <LongList
      parts={messages}
      render={(message, at) => <div className="message-apart">{show(message, at)}</div>}
      find={({ at }) => messages.findIndex((message, index) => at === `${name}/${message.id ?? index}`)}
    />
  );
}

/** Which tool each call asked for, so that a result can say what it is of. */
function toolNames(messages: readonly Message[]): Map<string, string> {
  return new Map(
    messages.flatMap((message) =>
      (message.tool_calls ?? []).flatMap((call): [string, string][] =>
        call.id && call.function?.name ? [[call.id, call.function.name]] : [],
      ),
    ),
  );
}
