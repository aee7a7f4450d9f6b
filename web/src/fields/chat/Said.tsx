/** One message: who, the words, the tools it calls. */
import { t, type Key } from "../../app/catalogue";
import { spansOf } from "../content/jsonSpans";
import { Prose } from "../content/Prose";
import { Pairs, Tree } from "../content/Data";
import { Written } from "../content/Written";
import { partsOf, type Message, type ToolCall } from "./messages";

interface Props {
  readonly message: Message;
  /** Where it begins in the text of its place. */
  readonly start?: number;
  /** The tool whose result this is. */
  readonly tool?: string | undefined;
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
}

const ROLES: Readonly<Record<string, Key>> = {
  user: "work.role.user",
  assistant: "work.role.assistant",
  system: "work.role.system",
  developer: "work.role.system",
  tool: "work.role.tool",
  function: "work.role.tool",
};
/** Lines that are shown of instructions and results before the rest is asked for. */
const LINES = 14;

export function Said({ message, start = 0, tool, lang, dir }: Props) {
  const role = ROLES[message.role];
  const isResult = message.role === "tool" || message.role === "function";
  const folds = isResult || role === "work.role.system";
  const shared = { lang, dir, ...(folds ? { fold: LINES } : {}) };
  const named = message.name ?? tool;
  return (
    <>
      <div className="name">
        {isResult && named ? t("fields.callResult", { name: named }) : role ? t(role) : message.role}
        {!isResult && message.name && ` · ${message.name}`}
      </div>
      {partsOf(message).map((part, at) =>
        typeof part.text !== "string" ? (
          <p key={at} className="image-named">
            {t("work.partNotShown", { type: part.type })}
          </p>
        ) : isResult ? (
          <Written key={at} text={part.text} start={start + part.start} {...shared} />
        ) : (
          <Prose key={at} text={part.text} start={start + part.start} format="markdown" {...shared} />
        ),
      )}
      {message.tool_calls?.map((call, at) => (
        <Call key={call.id ?? at} call={call} />
      ))}
    </>
  );
}

/** A tool call. Its arguments are part of what the message as a whole says, and are not marked letter by letter. */
function Call({ call }: { call: ToolCall }) {
  const raw = call.function?.arguments ?? "";
  const node = spansOf(raw);
  const source = { text: raw, start: 0 };
  return (
    <div className="tool-call" data-at="">
      <p className="step-tool">
        <span className="name">{t("fields.call")}</span> {call.function?.name ?? "?"}
      </p>
      {node?.kind === "object" ? (
        <Pairs node={node} source={source} />
      ) : node ? (
        <Tree node={node} source={source} />
      ) : raw ? (
        <Prose text={raw} format="code" />
      ) : (
        <p className="quiet small">{t("fields.noArguments")}</p>
      )}
    </div>
  );
}
