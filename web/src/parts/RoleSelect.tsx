/** A choice of roles, in a form or by itself. */
import type { Role } from "../api/shapes";
import { t } from "../app/catalogue";

interface Props extends Omit<React.SelectHTMLAttributes<HTMLSelectElement>, "children"> {
  readonly roles: readonly Role[];
}

export function RoleSelect({ roles, ...rest }: Props) {
  return (
    <select {...rest}>
      {roles.map((role) => (
        <option key={role} value={role}>
          {t(`role.${role}`)}
        </option>
      ))}
    </select>
  );
}
