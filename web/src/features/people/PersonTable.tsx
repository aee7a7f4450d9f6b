/** People by name and role, each with what can be done: everybody on the server, or those of a project. */
import { t, type Key } from "../../app/catalogue";

interface Props<One> {
  readonly people: readonly One[];
  readonly deed: Key;
  readonly name: (one: One) => React.ReactNode;
  readonly role: (one: One) => React.ReactNode;
  readonly button: (one: One) => React.ReactNode;
}

export function PersonTable<One extends { readonly name: string }>({ people, deed, name, role, button }: Props<One>) {
  return (
    <table className="figures narrow">
      <thead>
        <tr>
          <th>{t("people.person")}</th>
          <th>{t("people.role")}</th>
          <th>
            <span className="hidden">{t(deed)}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((one) => (
          <tr key={one.name}>
            <td>{name(one)}</td>
            <td>{role(one)}</td>
            <td className="n">{button(one)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
