/** The record: what is compared fills the middle, what leads up to it stands above; questions of an element stand under it. */
import type { ReactNode } from "react";

import type { RecordShape, Spec } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { fieldType } from "../../fields/registry";
import { titleOf } from "../../questions/frame/titles";

interface Props {
  readonly spec: Spec;
  readonly record: RecordShape;
  /** What is asked of an element of a field. */
  readonly below?: (field: string, element: string) => ReactNode;
}

/** Whether a project compares things: then those fill the width. */
export function hasMain(spec: Spec): boolean {
  return Object.values(spec.fields).some((field) => fieldType(field.type)?.role === "main");
}

export function RecordView({ spec, record, below }: Props) {
  const names = Object.keys(spec.fields).filter((name) => record.values[name] != null);
  const main = names.filter((name) => fieldType(spec.fields[name]?.type ?? "")?.role === "main");
  const context = names.filter((name) => !main.includes(name));
  const show = (name: string) => (
    <Field key={name} name={name} spec={spec} record={record} {...(below ? { below } : {})} />
  );
  if (!main.length) return <div className="record-plain">{context.map((name) => framed(name, spec, show(name)))}</div>;
  return (
    <div className="record-main">
      {context.length > 0 && (
        // it scrolls by itself, so it must be reachable by keyboard
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="prompt" tabIndex={0} role="region" aria-label={t("work.record")}>
          {context.map((name) => (
            <details key={name} open>
              <summary className="name" dir="auto">
                {titleOf({ name, title: spec.fields[name]?.title })}
              </summary>
              {show(name)}
            </details>
          ))}
        </div>
      )}
      {main.map(show)}
    </div>
  );
}

function framed(name: string, spec: Spec, view: ReactNode) {
  return (
    <section key={name} className="record-field">
      <div className="name" dir="auto">
        {titleOf({ name, title: spec.fields[name]?.title })}
      </div>
      {view}
    </section>
  );
}

function Field({ name, spec, record, below }: Props & { readonly name: string }) {
  const field = spec.fields[name];
  const type = field && fieldType(field.type);
  if (!field) return null;
  if (!type) return <p role="alert">{t("work.unknownType", { type: field.type })}</p>;
  const lang = field.lang || record.lang;
  return (
    <type.View
      name={name}
      field={field}
      value={record.values[name] ?? null}
      {...(lang ? { lang } : {})}
      {...(below ? { below: (element: string) => below(name, element) } : {})}
    />
  );
}
