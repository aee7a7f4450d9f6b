/** What a person says of themself: by choice, sealed, erased with one press; the words of consent stand above it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "../../api/client";
import { say } from "../../app/catalogue/care";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";

type Name = "age" | "gender" | "region" | "education" | "native-language";

interface Told {
  readonly consent: string;
  readonly choices: Readonly<Record<Name, readonly string[]>>;
  readonly said: Readonly<Partial<Record<Name, string>>>;
}

const KEY = ["attributes"];

export function About() {
  const client = useQueryClient();
  const told = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<Told>("/session/attributes", { signal }),
  });
  const keep = useMutation({
    mutationFn: (body: { said: Record<string, string>; consent: boolean }) =>
      api.put<Told>("/session/attributes", body),
    onSuccess: (now) => client.setQueryData(KEY, now),
  });
  const erase = useMutation({
    mutationFn: () => api.delete("/session/attributes"),
    onSuccess: () => {
      keep.reset();
      return client.resetQueries({ queryKey: KEY });
    },
  });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = [...form.entries()].filter(([name, value]) => name !== "consent" && value !== "");
    keep.mutate({ said: Object.fromEntries(said) as Record<string, string>, consent: form.has("consent") });
  };
  if (told.isPending) return <Skeleton />;
  if (told.error) return <ProblemBox error={told.error} />;
  const { choices, said, consent } = told.data;
  const some = Object.keys(said).length > 0;
  return (
    <form className="care-form" onSubmit={submit}>
      <p className="quiet">{consent}</p>
      {(Object.keys(choices) as Name[]).map((name) => (
        <label key={name} className="care-line">
          {say(`about.attribute.${name}`)}
          <select name={name} defaultValue={said[name] ?? ""}>
            <option value="">{say("about.silent")}</option>
            {choices[name].map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      ))}
      <label className="care-check">
        <input type="checkbox" name="consent" required defaultChecked={some} />
        {say("about.agree")}
      </label>
      {(keep.error ?? erase.error) && <ProblemBox error={keep.error ?? erase.error} />}
      <div className="nothing-actions">
        <button type="submit" className="button do" disabled={keep.isPending}>
          {say("care.save")}
        </button>
        {some && (
          <button type="button" className="button edge" disabled={erase.isPending} onClick={() => erase.mutate()}>
            {say("about.erase")}
          </button>
        )}
        {keep.isSuccess && (
          <span className="quiet" role="status">
            {say("care.saved")}
          </span>
        )}
      </div>
    </form>
  );
}
