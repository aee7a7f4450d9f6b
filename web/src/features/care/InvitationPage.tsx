/** Where an invitation's link leads: who has no account makes one, who is signed in joins with theirs. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "react-router";

import { api } from "../../api/client";
import { sessionQuery } from "../../api/queries";
import type { Role, Session } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { say } from "../../app/catalogue/care";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";

import "../people/people.css";

interface LeadsTo {
  readonly project: string;
  readonly title: string;
  readonly role: Role;
}

export function Component() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const token = new URLSearchParams(useLocation().hash.slice(1)).get("token");
  const session = useQuery(sessionQuery);
  const leads = useQuery({
    queryKey: ["invitation", token],
    enabled: token !== null,
    retry: false,
    queryFn: ({ signal }) => api.post<LeadsTo>("/invitations/look", { token }, { signal }),
  });
  const project = leads.data?.project ?? "";
  const go = () => navigate(`/p/${encodeURIComponent(project)}/annotate`, { replace: true });
  const join = useMutation({ mutationFn: () => api.post("/invitations/join", { token }), onSuccess: go });
  const accept = useMutation({
    mutationFn: (who: { name: string; password: string }) =>
      api.post<Session>("/invitations/accept", { token, ...who }),
    onSuccess: async (made) => {
      client.clear();
      client.setQueryData(sessionQuery.queryKey, made);
      await go();
    },
  });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (session.data) return join.mutate();
    const form = new FormData(event.currentTarget);
    accept.mutate({ name: String(form.get("name")), password: String(form.get("password")) });
  };
  const error = leads.error ?? join.error ?? accept.error;
  return (
    <main className="sign-in">
      <form onSubmit={submit} aria-labelledby="invitation-title">
        <p className="shell-home">{t("app.name")}</p>
        <h1 id="invitation-title">{say("invitation.title")}</h1>
        {token === null && (
          <>
            <p>{say("invitation.none")}</p>
            <Link to="/">{t("problem.home")}</Link>
          </>
        )}
        {error && <ProblemBox error={error} />}
        {token !== null && leads.isPending && <Skeleton />}
        {leads.data && (
          <>
            <p dir="auto">{say("invitation.body", { title: leads.data.title, role: t(`role.${leads.data.role}`) })}</p>
            {!session.data && <Newcomer />}
            <button type="submit" className="button do" disabled={join.isPending || accept.isPending}>
              {session.data ? say("invitation.as", { name: session.data.user.name }) : say("invitation.do")}
            </button>
          </>
        )}
      </form>
    </main>
  );
}

function Newcomer() {
  return (
    <>
      <label>
        {say("invitation.name")}
        <input name="name" autoComplete="username" required maxLength={64} pattern="[A-Za-z0-9][A-Za-z0-9._@+\-]*" />
      </label>
      <label>
        {say("invitation.password")}
        <input name="password" type="password" autoComplete="new-password" required minLength={8} maxLength={1024} />
      </label>
    </>
  );
}
