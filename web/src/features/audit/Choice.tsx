/** What of the log is shown: about what, by whom, from which day to which. The choice stands in the address. */
import { t, type Key } from "../../app/catalogue";
import { Day } from "../../parts/Day";

export const CHOICES = ["action", "who", "since", "until"] as const;
const SITE = ["user", "session", "key", "skill"];
const PROJECT = [
  "project", "member", "invitation", "guidelines", "records", "record", "gold", "responses", "corpus", "dataset", "exam",
  "calibration", "rule", "rate",
]; // prettier-ignore

interface Props {
  readonly site: boolean;
  readonly search: URLSearchParams;
  readonly onChoose: (name: string, value: string) => void;
  readonly onClear: () => void;
}

export function Choice({ site, search, onChoose, onClear }: Props) {
  const value = (name: string) => search.get(name) ?? "";
  const kinds = site ? [...SITE, ...PROJECT] : PROJECT;
  return (
    <form className="line-form" role="search" onSubmit={(event) => event.preventDefault()}>
      <label className="field">
        {t("audit.kind")}
        <select value={value("action")} onChange={(event) => onChoose("action", event.target.value)}>
          <option value="">{t("audit.all")}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`audit.kind.${kind}` as Key)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        {t("audit.person")}
        <input
          key={value("who")}
          type="search"
          defaultValue={value("who")}
          maxLength={64}
          onBlur={(event) => onChoose("who", event.target.value.trim())}
          onKeyDown={(event) => {
            if (event.key === "Enter") onChoose("who", event.currentTarget.value.trim());
          }}
        />
      </label>
      {(["since", "until"] as const).map((name) => (
        <Day
          key={name}
          label={t(`audit.${name}`)}
          value={value(name)}
          optional
          onChange={(day) => onChoose(name, day)}
        />
      ))}
      {CHOICES.some(value) && (
        <button type="button" className="button" onClick={onClear}>
          {t("audit.clear")}
        </button>
      )}
    </form>
  );
}
