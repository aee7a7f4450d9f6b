/** What each person did in a period and what it comes to; the rate is set here and kept with the project. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";

import { address, api, path } from "../../api/client";
import { money, number, t } from "../../app/catalogue";
import { Day } from "../../parts/Day";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import type { Rate } from "../insight/overview";
import "../../parts/page.css";
import "./persons.css";

interface Sheet {
  readonly rate: Rate | null;
  readonly people: readonly {
    readonly person: string;
    readonly answers: number;
    readonly rejected: number;
    readonly returned: number;
    readonly untimed: number;
    readonly hours: string;
    readonly sum: string | null;
  }[];
  readonly answers: number;
  readonly hours: string;
  readonly total: string | null;
  readonly rule: string;
}

const iso = (day: Date) => day.toISOString().slice(0, 10);

/** The days of this month so far, in UTC. */
function thisMonth(): { since: string; until: string } {
  const now = new Date();
  return { since: iso(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1))), until: iso(now) };
}

function RateForm({ name, rate }: { name: string; rate: Rate | null }) {
  const client = useQueryClient();
  const set = useMutation({
    mutationFn: (body: Rate) => api.put(path("/projects/", name, "/rate"), body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["project", name] }),
  });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (field: string) => String(form.get(field)).trim();
    set.mutate({ amount: text("amount"), currency: text("currency").toUpperCase(), per: text("per") as Rate["per"] });
  };
  return (
    <section aria-labelledby="pay-rate">
      <h2 id="pay-rate">{t("pay.rate")}</h2>
      {set.error && <ProblemBox error={set.error} />}
      <form className="line-form" onSubmit={submit}>
        <label className="field">
          {t("pay.amount")}
          <input name="amount" inputMode="decimal" required maxLength={20} size={8} defaultValue={rate?.amount} />
        </label>
        <label className="field">
          {t("pay.currency")}
          <input name="currency" required maxLength={3} size={4} defaultValue={rate?.currency ?? "EUR"} />
        </label>
        <label className="field">
          {t("pay.per")}
          <select name="per" defaultValue={rate?.per ?? "hour"}>
            <option value="hour">{t("pay.hour")}</option>
            <option value="answer">{t("pay.answer")}</option>
          </select>
        </label>
        <button type="submit" className="button edge" disabled={set.isPending}>
          {t("pay.set")}
        </button>
      </form>
    </section>
  );
}

function Table({ sheet }: { sheet: Sheet }) {
  const { rate } = sheet;
  const written = (amount: string | null) => (rate && amount !== null ? money(amount, rate.currency) : "–");
  return (
    <div className="scroll-x">
      <table className="figures persons">
        <thead>
          <tr>
            <th>{t("pay.person")}</th>
            <th className="n">{t("pay.answers")}</th>
            <th className="n">{t("pay.rejected")}</th>
            <th className="n">{t("pay.returned")}</th>
            <th className="n">{t("pay.untimed")}</th>
            <th className="n">{t("pay.hours")}</th>
            <th className="n">{t("pay.sum")}</th>
          </tr>
        </thead>
        <tbody>
          {sheet.people.map((one) => (
            <tr key={one.person}>
              <th scope="row">{one.person}</th>
              <td className="n num">{number(one.answers)}</td>
              <td className="n num">{number(one.rejected)}</td>
              <td className="n num">{number(one.returned)}</td>
              <td className="n num">{number(one.untimed)}</td>
              <td className="n num">{one.hours}</td>
              <td className="n num">{written(one.sum)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("pay.total")}</th>
            <td className="n num">{number(sheet.answers)}</td>
            <td colSpan={3} />
            <td className="n num">{sheet.hours}</td>
            <td className="n num">{written(sheet.total)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

export function Component() {
  const { name = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const month = thisMonth();
  const since = search.get("since") || month.since;
  const until = search.get("until") || month.until;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["project", name, "pay", since, until],
    queryFn: ({ signal }) => api.get<Sheet>(path("/projects/", name, "/pay"), { query: { since, until }, signal }),
  });
  const change = (part: "since" | "until", value: string) => {
    setSearch({ since, until, [part]: value }, { replace: true, flushSync: true });
  };
  return (
    <div className="page lead-page">
      <h1>{t("pay.title")}</h1>
      <div className="line-form">
        <Day label={t("pay.since")} value={since} onChange={(value) => change("since", value)} />
        <Day label={t("pay.until")} value={until} onChange={(value) => change("until", value)} />
        <a className="button do" href={address(path("/projects/", name, "/pay.csv"), { since, until })}>
          {t("pay.download")}
        </a>
      </div>
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={6} />}
      {data && (
        <>
          {data.people.length ? <Table sheet={data} /> : <p className="quiet">{t("pay.empty")}</p>}
          <p className="quiet small rule">
            {!data.rate && <>{t("pay.none")} </>}
            {t("pay.days")} {data.rule}
          </p>
          <RateForm name={name} rate={data.rate} />
        </>
      )}
    </div>
  );
}
