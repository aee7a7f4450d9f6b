/** What a lead says of a new version to those who work on it, and whether they must read it before they go on. */
import { t } from "./words";

export interface Telling {
  readonly changes: string;
  readonly acknowledge: boolean;
}

interface Props {
  readonly telling: Telling;
  /** Whether the guidelines are others: only then is there something to acknowledge. */
  readonly guidelines: boolean;
  readonly onTelling: (telling: Telling) => void;
}

export function Told({ telling, guidelines, onTelling }: Props) {
  return (
    <>
      <label className="builder-field">
        {t("builder.told")}
        <textarea
          dir="auto"
          rows={2}
          maxLength={10_000}
          value={telling.changes}
          placeholder={t("builder.toldExample")}
          onChange={(event) => onTelling({ ...telling, changes: event.target.value })}
        />
      </label>
      {guidelines && (
        <label className="builder-check">
          <input
            type="checkbox"
            checked={telling.acknowledge}
            onChange={(event) => onTelling({ ...telling, acknowledge: event.target.checked })}
          />
          {t("builder.acknowledge")}
        </label>
      )}
    </>
  );
}
