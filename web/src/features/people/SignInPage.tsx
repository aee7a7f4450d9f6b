/** Sign in by name and password, or by the one-time link that leads here (`#token=...`). */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLocation, useNavigate } from "react-router";

import { api } from "../../api/client";
import { sessionQuery } from "../../api/queries";
import type { Session } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import "./people.css";

/** Only addresses of our own pages: a link must not lead elsewhere. */
function ownPage(to: unknown): string {
  return typeof to === "string" && to.startsWith("/") && !to.startsWith("//") ? to : "/";
}

export function Component() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const location = useLocation();
  const used = useRef(false);
  const linked = new URLSearchParams(location.hash.slice(1));
  const token = linked.get("token");
  const from = (location.state as { from?: string } | null)?.from;

  const enter = useMutation({
    mutationFn: (body: { token: string } | { name: string; password: string }) =>
      api.post<Session>("token" in body ? "/session/link" : "/session", body),
    onSuccess: async (session) => {
      client.clear();
      client.setQueryData(sessionQuery.queryKey, session);
      await navigate(ownPage(linked.get("next") ?? from), { replace: true });
    },
  });
  const { mutate } = enter;
  useEffect(() => {
    if (!token || used.current) return; // a link works once: never send it twice
    used.current = true;
    mutate({ token });
  }, [token, mutate]);

  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    mutate({ name: String(form.get("name")), password: String(form.get("password")) });
  };
  return (
    <main className="sign-in">
      <form onSubmit={submit} aria-labelledby="sign-in-title">
        <p className="shell-home">{t("app.name")}</p>
        <h1 id="sign-in-title">{t("signIn.title")}</h1>
        {token && enter.isPending && <p role="status">{t("signIn.link")}</p>}
        {enter.error && <ProblemBox error={enter.error} />}
        <label>
          {t("signIn.name")}
          {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the page has one purpose */}
          <input name="name" autoComplete="username" required maxLength={64} autoFocus />
        </label>
        <label>
          {t("signIn.password")}
          <input name="password" type="password" autoComplete="current-password" required maxLength={1024} />
        </label>
        <button type="submit" className="button do" disabled={enter.isPending}>
          {t("signIn.do")}
        </button>
      </form>
    </main>
  );
}
