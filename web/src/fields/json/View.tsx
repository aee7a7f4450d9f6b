/** Data: its first level in rows, what is within as a tree. What is asked of a member stands under it. */
import { useMemo } from "react";

import type { Json } from "../../api/shapes";
import type { FieldProps } from "../../schema/kinds";
import { textOf, written } from "../../schema/written";
import { LongList } from "../content/LongList";
import { Written } from "../content/Written";
import { elementPlace, fieldPlace } from "../place";
import { membersOf, type JsonMember } from "./members";

/** Beyond this many members only those in view are in the page. */
const MANY = 100;

export function View({ name, field, value, lang, below }: FieldProps<Json>) {
  const members = useMemo(() => membersOf(value), [value]);
  const shared = { lang, dir: field.dir };
  if (!members.length) {
    return (
      <div {...fieldPlace(name)}>
        <Written text={written(value)} start={0} format="code" {...shared} />
      </div>
    );
  }
  const show = ({ id, key, value: one }: JsonMember) => (
    <div key={id} className="json-member" {...elementPlace(name, id)}>
      <span className="data-key" dir="auto">
        {key}
      </span>
      <div>
        <Written text={textOf(one)} start={0} fold={30} {...shared} />
        {below?.(id)}
      </div>
    </div>
  );
  return (
    <div className="json">
      {members.length > MANY ? (
        <LongList
          parts={members}
          render={show}
          find={({ at }) => members.findIndex((one) => at === `${name}/${one.id}`)}
        />
      ) : (
        members.map(show)
      )}
    </div>
  );
}
