/** One's own password: a new one ends all sessions, and signs in again here. */
import { useMutation } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import { say } from "../../app/catalogue/care";
import { ProblemBox } from "../../parts/ProblemBox";

export function PasswordForm({ name }: { readonly name: string }) {
  const change = useMutation({
    mutationFn: async (password: string) => {
      await api.put(path("/users/", name, "/password"), { password });
      await api.post("/session", { name, password });
    },
  });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    change.mutate(String(new FormData(form).get("password")), { onSuccess: () => form.reset() });
  };
  return (
    <form className="line-form" onSubmit={submit}>
      {/* says to a browser that keeps passwords whose it is */}
      <input type="hidden" name="username" autoComplete="username" value={name} />
      <label className="field">
        {say("care.passwordNew")}
        <input name="password" type="password" autoComplete="new-password" required minLength={8} maxLength={1024} />
      </label>
      <button type="submit" className="button edge" disabled={change.isPending}>
        {say("care.passwordSave")}
      </button>
      {change.isSuccess && (
        <span className="quiet" role="status">
          {say("care.passwordSaved")}
        </span>
      )}
      {change.error && <ProblemBox error={change.error} />}
    </form>
  );
}
