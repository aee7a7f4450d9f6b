/** What the list of records is narrowed by; everything stands in the address, so that a list can be kept and sent. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, type RefObject } from "react";

import { progressQuery, projectQuery } from "../../api/queries";
import { t } from "../../app/catalogue";
import { useTyped } from "../../parts/useTyped";
import { FILTERS, ORDERS, STATES, type Filter } from "./list";

interface Props {
  readonly name: string;
  readonly search: URLSearchParams;
  readonly onChange: (filter: Filter, value: string) => void;
  readonly onClear: () => void;
  readonly finder: RefObject<HTMLInputElement | null>;
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label className="field">
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A text that goes into the address a moment after the last letter. */
function Words({
  label,
  value,
  hint,
  onChange,
  finder,
}: {
  label: string;
  value: string;
  hint?: string;
  onChange: (value: string) => void;
  finder?: RefObject<HTMLInputElement | null>;
}) {
  const [typed, setTyped] = useTyped(value);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), 250);
    return () => clearTimeout(timer);
  });
  return (
    <label className="field">
      {label}
      <input
        ref={finder}
        type="search"
        value={typed}
        maxLength={200}
        placeholder={hint}
        dir="auto"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </label>
  );
}

export function Filters({ name, search, onChange, onClear, finder }: Props) {
  const { data: project } = useQuery(projectQuery(name));
  const { data: progress } = useQuery(progressQuery(name));
  const value = (filter: Filter) => search.get(filter) ?? "";
  const any = ["", t("records.any")] as const;
  const spec = project?.spec;
  const stages = progress?.stages.map((stage) => stage.name) ?? [];
  const people = progress?.people?.map((one) => one.name) ?? [];
  const questions = Object.entries(spec?.questions ?? {}).map(([key, one]) => [key, one.title || key] as const);
  const pick = (filter: Filter, label: string, options: ChoiceProps["options"]) => (
    <Choice label={label} value={value(filter)} options={options} onChange={(chosen) => onChange(filter, chosen)} />
  );
  const filtered = FILTERS.some((filter) => value(filter));
  const extra = (["person", "answered", "gold", "meta"] as const).some((filter) => value(filter));
  return (
    <search className="record-filters" aria-label={t("records.more")}>
      <div className="line-form">
        <Words label={t("records.find")} value={value("q")} onChange={(text) => onChange("q", text)} finder={finder} />
        {pick("state", t("records.state"), [any, ...STATES.map((one) => [one, t(`records.${one}`)] as const)])}
        {stages.length > 1 && pick("stage", t("records.stage"), [any, ...stages.map((one) => [one, one] as const)])}
        {pick("disagree", t("records.disagree"), [["", "–"], ["*", t("records.anyQuestion")], ...questions])}
        {pick(
          "sort",
          t("records.sort"),
          ORDERS.map((one) => [one === "oldest" ? "" : one, t(`records.${one}`)] as const),
        )}
        {filtered && (
          <button type="button" className="button" onClick={onClear}>
            {t("records.clear")}
          </button>
        )}
      </div>
      <details open={extra}>
        <summary className="quiet small">{t("records.more")}</summary>
        <div className="line-form">
          {pick("person", t("records.person"), [
            ["", t("records.anybody")],
            ...people.map((one) => [one, one] as const),
          ])}
          {pick("answered", t("records.atLeast"), [
            ["", t("records.any")],
            ...["1", "2", "3", "4", "5"].map((n) => [n, n] as const),
          ])}
          {pick("gold", t("records.gold"), [any, ["true", t("records.goldOnly")], ["false", t("records.goldNot")]])}
          <Words
            label={t("records.meta")}
            hint={t("records.metaHint")}
            value={value("meta")}
            onChange={(text) => onChange("meta", text)}
          />
        </div>
      </details>
    </search>
  );
}
