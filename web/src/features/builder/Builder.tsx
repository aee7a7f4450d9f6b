/** The workbench: the project as a form, as YAML, and as people see it; what is wrong is said in all three. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState, type ReactNode } from "react";

import type { Json } from "../../api/shapes";
import { Skeleton } from "../../parts/Skeleton";
import { Form } from "./Form";
import { languageQuery } from "./language";
import { PreviewPane } from "./PreviewPane";
import { placeOf, readYaml, type Path } from "./source";
import { useChecked, type Checked } from "./useChecked";
import { useRecords } from "./useRecords";
import { t } from "./words";
import { YamlEditor, type Jump } from "./YamlEditor";

import "../../parts/page.css";
import "./builder.css";

export interface Draft {
  readonly text: string;
  readonly guidelines: string;
}

interface Props {
  readonly title: string;
  /** The project that is edited; null while it is not made yet. */
  readonly project: string | null;
  readonly sample: readonly Json[];
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  /** What is done with a project without faults. */
  readonly actions: (checked: Checked, ready: boolean) => ReactNode;
  readonly below?: ReactNode;
  readonly versions?: ReactNode;
}

type Tab = "form" | "guidelines" | "versions";

export function Builder(props: Props) {
  const { title, project, draft, onDraft, versions } = props;
  const { data: language } = useQuery(languageQuery);
  const records = useRecords(project, props.sample);
  const { checked, good, asking } = useChecked(draft.text, records.record);
  const [tab, setTab] = useState<Tab>("form");
  const [wide, setWide] = useState(false);
  const jump = useRef<Jump>(null);
  const value = useMemo(() => readYaml(draft.text), [draft.text]);
  const setText = (text: string) => onDraft({ ...draft, text });
  const show = (path: Path) => jump.current?.to(placeOf(draft.text, path));
  const tabs: readonly Tab[] = versions ? ["form", "guidelines", "versions"] : ["form", "guidelines"];
  const ready = !asking && checked.text === draft.text && checked.faults.length === 0 && checked.spec !== null;
  return (
    <div className={wide ? "builder wide" : "builder"}>
      <header className="builder-bar">
        <h1>{title}</h1>
        <Status checked={checked} asking={asking} onLine={(line) => jump.current?.toLine(line)} />
        <span className="push" />
        {props.actions(checked, ready)}
      </header>
      {props.below}
      <div className="builder-panes">
        <div className="builder-edit">
          <div className="builder-tabs" role="group" aria-label={t("builder.parts")}>
            {tabs.map((one) => (
              <button
                key={one}
                type="button"
                className="button small"
                aria-pressed={tab === one}
                onClick={() => setTab(one)}
              >
                {t(`builder.${one}`)}
              </button>
            ))}
          </div>
          {/* it scrolls by itself, so it must be reachable by keyboard */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div className="builder-scroll" tabIndex={0} role="region" aria-label={t(`builder.${tab}`)}>
            {tab === "form" &&
              (!language ? (
                <Skeleton lines={8} />
              ) : value ? (
                <Form
                  text={draft.text}
                  value={value}
                  language={language}
                  faults={checked.text === draft.text ? checked.faults : []}
                  named={project !== null}
                  onText={setText}
                  onShow={show}
                />
              ) : (
                <p>{t("builder.unreadable")}</p>
              ))}
            {tab === "guidelines" && (
              <label className="builder-field builder-guidelines">
                {t("builder.guidelines")}
                <textarea
                  dir="auto"
                  value={draft.guidelines}
                  onChange={(event) => onDraft({ ...draft, guidelines: event.target.value })}
                />
              </label>
            )}
            {tab === "versions" && versions}
          </div>
        </div>
        <section className="builder-text" aria-labelledby="builder-yaml">
          <h2 id="builder-yaml">{t("builder.yaml")}</h2>
          <YamlEditor
            text={draft.text}
            label={t("builder.yaml")}
            faults={checked.faults}
            language={language}
            onText={setText}
            jump={jump}
          />
        </section>
        <PreviewPane checked={checked} good={good} records={records} wide={wide} onWide={setWide} />
      </div>
    </div>
  );
}

function Status({ checked, asking, onLine }: { checked: Checked; asking: boolean; onLine: (line: number) => void }) {
  const first = checked.faults[0];
  const { length } = checked.faults;
  return (
    <div className="builder-status" role="status">
      {checked.problem ? (
        <span className="warn">{checked.problem}</span>
      ) : length ? (
        <>
          <b className="bad">{t("builder.faultsBut", { n: length })}</b> <span dir="auto">{first?.message}</span>
          {first?.nearest && <span>({first.nearest}?)</span>}
        </>
      ) : (
        <span className="quiet">{t(asking || !checked.text ? "builder.checking" : "builder.noFault")}</span>
      )}
      {first?.line && (
        <button type="button" className="button edge small" onClick={() => onLine(first.line ?? 1)}>
          {t("builder.goFault", { line: first.line })}
        </button>
      )}
    </div>
  );
}
