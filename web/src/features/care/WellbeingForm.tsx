/** What a person chooses about sensitive content: covered until asked for, a limit a day, breaks. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { api } from "../../api/client";
import { say } from "../../app/catalogue/care";
import { ProblemBox } from "../../parts/ProblemBox";
import { wellbeingQuery, type Wellbeing } from "./wellbeing";

import "./care.css";

interface Props {
  readonly now: Wellbeing;
  /** Whether agreeing is a choice of its own here, or what the button says. */
  readonly asks: boolean;
  readonly button: string;
  readonly beside?: ReactNode;
  readonly onSaved?: () => void;
}

function limit(form: FormData, name: string): number | null {
  const given = String(form.get(name) ?? "").trim();
  return given ? Number(given) : null;
}

export function WellbeingForm({ now, asks, button, beside, onSaved }: Props) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (wanted: Wellbeing) => api.put<Wellbeing>("/session/wellbeing", wanted),
    onSuccess: (kept) => {
      client.setQueryData(wellbeingQuery.queryKey, kept);
      onSaved?.();
    },
  });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    save.mutate({
      accepts: asks ? form.has("accepts") : true,
      blur: form.has("blur"),
      daily_cap: limit(form, "daily_cap"),
      break_minutes: limit(form, "break_minutes"),
    });
  };
  return (
    <form className="care-form" onSubmit={submit}>
      {asks && (
        <label className="care-check">
          <input type="checkbox" name="accepts" defaultChecked={now.accepts} />
          {say("care.accepts")}
        </label>
      )}
      <label className="care-check">
        <input type="checkbox" name="blur" defaultChecked={now.blur} />
        {say("care.blur")}
      </label>
      <label className="care-line">
        {say("care.dailyCap")}
        <input
          type="number"
          name="daily_cap"
          min={1}
          max={100000}
          defaultValue={now.daily_cap ?? ""}
          placeholder={say("care.noLimit")}
        />
      </label>
      <label className="care-line">
        {say("care.break")}
        <input
          type="number"
          name="break_minutes"
          min={1}
          max={600}
          defaultValue={now.break_minutes ?? ""}
          placeholder={say("care.never")}
        />
      </label>
      {save.error && <ProblemBox error={save.error} />}
      <div className="nothing-actions">
        <button type="submit" className="button do" disabled={save.isPending}>
          {button}
        </button>
        {beside}
        {!onSaved && save.isSuccess && (
          <span className="quiet" role="status">
            {say("care.saved")}
          </span>
        )}
      </div>
    </form>
  );
}
