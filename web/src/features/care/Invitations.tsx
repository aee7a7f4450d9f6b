/** Links that let people into a project: make one, see who came, take it back. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useChanges } from "../../api/changes";
import { api, path } from "../../api/client";
import type { Role } from "../../api/shapes";
import { t, when } from "../../app/catalogue";
import { say } from "../../app/catalogue/care";
import { ProblemBox } from "../../parts/ProblemBox";
import { RoleSelect } from "../../parts/RoleSelect";

interface Invitation {
  readonly id: number;
  readonly role: Role;
  readonly uses: number;
  readonly joined: number;
  readonly expires_at: string;
}

const ROLES = ["annotator", "reviewer"] as const;

export function Invitations({ project }: { readonly project: string }) {
  const client = useQueryClient();
  const base = path("/projects/", project, "/invitations");
  const key = ["project", project, "invitations"];
  const links = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<{ invitations: Invitation[] }>(base, { signal }),
  });
  const refresh = () => client.invalidateQueries({ queryKey: key });
  const make = useMutation({
    mutationFn: (body: { role: string; uses: number; days: number }) => api.post<{ link: string }>(base, body),
    onSuccess: refresh,
  });
  const end = useChanges<readonly Invitation[], number>(
    key,
    links.data?.invitations,
    (id) => api.delete(base + path("/", String(id))),
    (all, id) => all.filter((one) => one.id !== id),
  );
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    make.mutate({ role: String(form.get("role")), uses: Number(form.get("uses")), days: Number(form.get("days")) });
  };
  const error = links.error ?? make.error ?? end.error;
  return (
    <>
      {error && <ProblemBox error={error} />}
      <form className="line-form" onSubmit={submit}>
        <label className="field">
          {t("people.role")}
          <RoleSelect name="role" defaultValue="annotator" roles={ROLES} />
        </label>
        <label className="field">
          {say("access.uses")}
          <input name="uses" type="number" min={1} max={10000} defaultValue={1} required />
        </label>
        <label className="field">
          {say("access.days")}
          <input name="days" type="number" min={1} max={365} defaultValue={7} required />
        </label>
        <button type="submit" className="button do" disabled={make.isPending}>
          {say("access.make")}
        </button>
      </form>
      {make.data && (
        <p role="status">
          {say("access.once")} <code className="one-time">{make.data.link}</code>
        </p>
      )}
      {end.shown?.length === 0 && <p className="quiet">{say("access.noLinks")}</p>}
      <ul className="plain">
        {end.shown?.map((one) => (
          <li key={one.id} className="care-line">
            <span>
              {t(`role.${one.role}`)} · {say("access.joined", { joined: one.joined, n: one.uses })} ·{" "}
              {say("care.until")} {when(one.expires_at)}
            </span>
            <button type="button" className="button edge" onClick={() => end.mutate(one.id)}>
              {say("access.end")} <span className="hidden">{one.id}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
