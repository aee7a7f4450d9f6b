/**
 * The record: what is compared fills the middle, what leads up to it stands above, documents to look things up in have a
 * pane; questions of an element stand under it. Words are found anywhere in it, shown or not.
 */
import { lazy, memo, Suspense, useRef, useState, type ReactNode } from "react";

import type { RecordShape, Spec } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { fieldType } from "../../fields/registry";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { Skeleton } from "../../parts/Skeleton";
import { titleOf } from "../../questions/frame/titles";

const FindBar = lazy(() =>
  import("../../fields/find/FindBar").then(({ FindBar: Component }) => ({ default: Component })),
);

const Veil = lazy(() => import("../care/Veil").then((one) => ({ default: one.Veil })));

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

/** Drawn once: answers change with every press, and the record does not. */
export const RecordView = memo(function RecordView(props: Props) {
  const { spec, record } = props;
  const root = useRef<HTMLDivElement>(null);
  const [finding, setFinding] = useState(false);
  useHotkeys("record", { "record.find": () => (finding ? false : setFinding(true)) });
  const names = Object.entries(spec.fields)
    .filter(([name, field]) => record.values[name] != null || fieldType(field.type)?.corpus?.(field))
    .map(([name]) => name);
  const ofRole = (role: string) => names.filter((name) => roleOf(spec, name) === role);
  const references = ofRole("reference");
  const main = ofRole("main");
  const show = (name: string) => <Field key={name} {...props} name={name} />;
  const hasSources = references.length > 0;
  return (
    <div ref={root} className={`record ${main.length ? "has-main" : ""} ${hasSources ? "has-sources" : ""}`}>
      {finding && (
        <Suspense>
          <FindBar spec={spec} record={record} root={root} onClose={() => setFinding(false)} />
        </Suspense>
      )}
      <div className="record-parts">
        {main.length ? (
          <Compared context={ofRole("context")} main={main} spec={spec} show={show} />
        ) : (
          <div
            className="record-plain"
            // beside a pane it scrolls by itself, so it must be reachable by keyboard
            {...(hasSources ? { tabIndex: 0, role: "region", "aria-label": t("work.record") } : {})}
          >
            {ofRole("context").map((name) => framed(name, spec, show(name)))}
          </div>
        )}
        {references.map(show)}
      </div>
    </div>
  );
});

function roleOf(spec: Spec, name: string): string {
  return fieldType(spec.fields[name]?.type ?? "")?.role ?? "context";
}

interface ComparedProps {
  readonly context: readonly string[];
  readonly main: readonly string[];
  readonly spec: Spec;
  readonly show: (name: string) => ReactNode;
}

function Compared({ context, main, spec, show }: ComparedProps) {
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
  const view = (
    <type.View
      name={name}
      field={field}
      value={record.values[name] ?? null}
      {...(lang ? { lang } : {})}
      {...(below ? { below: (element: string) => below(name, element) } : {})}
    />
  );
  return (
    <Suspense fallback={<Skeleton lines={4} />}>
      {record.sensitive?.includes(name) ? <Veil key={record.id}>{view}</Veil> : view}
    </Suspense>
  );
}
