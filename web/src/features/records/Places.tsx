/** Where a record is, stage by stage; a lead sends it to another stage, or to an end, and says why. */
import { useMutation } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import type { StageDef } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";

export interface Place {
  readonly stage: string;
  readonly cycle: number;
  readonly state: string;
  readonly answered: number;
  readonly overlap: number;
}

interface SendProps {
  readonly project: string;
  readonly record: string;
  readonly stages: readonly StageDef[];
  readonly onSent: () => Promise<unknown>;
}

function Send({ project, record, stages, onSent }: SendProps) {
  const send = useMutation({
    mutationFn: (body: { to: string; comment: string }) =>
      api.post(path("/projects/", project, "/records/", record, "/send"), body),
    onSuccess: onSent,
  });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    send.mutate({ to: String(form.get("to")), comment: String(form.get("comment")) });
  };
  return (
    <form className="line-form" onSubmit={submit}>
      <label className="field">
        {t("record.sendTo")}
        <select name="to">
          {[...stages.map((one) => one.name), "done"].map((stage) => (
            <option key={stage}>{stage}</option>
          ))}
        </select>
      </label>
      <label className="field">
        {t("record.sendWhy")}
        <input name="comment" maxLength={2000} dir="auto" />
      </label>
      <button type="submit" className="button edge" disabled={send.isPending}>
        {t("record.send")}
      </button>
      {send.isSuccess && <span role="status">{t("record.sent")}</span>}
      {send.error && <ProblemBox error={send.error} />}
    </form>
  );
}

interface PlacesProps extends Omit<SendProps, "stages"> {
  readonly places: readonly Place[];
  /** Those that this person may send it to. */
  readonly stages: readonly StageDef[] | undefined;
}

export function Places({ places, stages, ...of }: PlacesProps) {
  return (
    <section aria-labelledby="places">
      <h2 id="places">{t("record.places")}</h2>
      <ul className="plain">
        {places.map((place) => (
          <li key={`${place.stage}/${place.cycle}`}>
            {place.stage}{" "}
            <span className="quiet num">
              {t("records.answered", { answered: place.answered, overlap: place.overlap })}
            </span>{" "}
            <span className="quiet">{place.state}</span>
          </li>
        ))}
      </ul>
      {stages && <Send {...of} stages={stages} />}
    </section>
  );
}
