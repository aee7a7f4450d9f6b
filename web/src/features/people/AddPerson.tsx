/** A line to add somebody by name in a role; it is emptied when that was done, and keeps the name when it was refused. */
import type { Role } from "../../api/shapes";
import { t, type Key } from "../../app/catalogue";
import { RoleSelect } from "../../parts/RoleSelect";

interface Props {
  readonly roles: readonly Role[];
  readonly button: Key;
  readonly pattern?: string;
  readonly busy?: boolean;
  readonly onAdd: (one: { name: string; role: Role }, done: () => void) => void;
}

export function AddPerson({ roles, button, pattern, busy = false, onAdd }: Props) {
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    onAdd({ name: String(given.get("name")).trim(), role: given.get("role") as Role }, () => form.reset());
  };
  return (
    <form className="line-form" onSubmit={submit}>
      <label className="field">
        {t("people.name")}
        <input name="name" required maxLength={64} pattern={pattern} autoComplete="off" spellCheck={false} />
      </label>
      <label className="field">
        {t("people.role")}
        <RoleSelect name="role" defaultValue="annotator" roles={roles} />
      </label>
      <button type="submit" className="button do" disabled={busy}>
        {t(button)}
      </button>
    </form>
  );
}
