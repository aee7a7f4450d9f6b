/** What needs the lead now, the most pressing first; each line leads to where it is dealt with. */
import { Link } from "react-router";

import { t } from "../../app/catalogue";
import type { Needed } from "./overview";

interface Line {
  readonly key: string;
  readonly words: string;
  readonly to?: string;
  readonly label?: string;
}

function lines(name: string, needs: Needed, title: (question: string) => string): Line[] {
  const base = `/p/${encodeURIComponent(name)}`;
  const out: Line[] = [];
  if (needs.paused) out.push({ key: "paused", words: t("overview.paused") });
  if (needs.overdue) out.push({ key: "overdue", words: t("overview.overdue", { n: needs.overdue }) });
  for (const one of needs.blocked) {
    const places = { n: one.n, stage: one.stage, lacks: one.lacks, people: one.people };
    const words =
      one.by === "people"
        ? t("overview.everybodyHad", places)
        : t(one.lacks ? "overview.audience" : "overview.nobody", places);
    out.push({ key: `blocked/${one.stage}`, words, to: `${base}/people`, label: t("overview.addPeople") });
  }
  if (needs.escalated > needs.overdue) {
    out.push({ key: "escalated", words: t("overview.escalated", { n: needs.escalated - needs.overdue }) });
  }
  for (const [question, n] of Object.entries(needs.disputed)) {
    if (!n) continue;
    const words = t("overview.disputed", { n, question: title(question) });
    out.push({ key: `q/${question}`, words, to: `${base}/disagreements?question=${encodeURIComponent(question)}` });
  }
  for (const person of needs.people) {
    for (const flag of person.flags) {
      const to = `${base}/people/${encodeURIComponent(person.name)}`;
      out.push({ key: `${person.name}/${flag}`, words: t(`overview.flag.${flag}`, { name: person.name }), to });
    }
  }
  if (needs.expired) {
    out.push({ key: "expired", words: t("overview.expired", { n: needs.expired }), to: `${base}/people` });
  }
  return out;
}

interface Props {
  readonly name: string;
  readonly needs: Needed;
  readonly title: (question: string) => string;
}

export function Needs({ name, needs, title }: Props) {
  const found = lines(name, needs, title);
  if (!found.length) return <p className="quiet">{t("overview.fine")}</p>;
  return (
    <ul className="plain needs">
      {found.map((line) => (
        <li key={line.key}>
          <span>{line.words}</span>
          {line.to && (
            <Link to={line.to}>
              {line.label ?? t("overview.look")} <span className="hidden">: {line.words}</span>
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
