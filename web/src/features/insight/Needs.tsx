/** What needs the lead now, the most pressing first; each line leads to where it is dealt with. */
import { Link } from "react-router";

import { t } from "../../app/catalogue";
import type { Needed } from "./overview";

interface Line {
  readonly key: string;
  readonly words: string;
  /** The records that it counts, or the person whom it names. */
  readonly list?: string;
  /** Where it is dealt with, and what that is called. */
  readonly to?: string;
  readonly label?: string;
}

function lines(name: string, needs: Needed, title: (question: string) => string): Line[] {
  const base = `/p/${encodeURIComponent(name)}`;
  const out: Line[] = [];
  if (needs.paused)
    out.push({ key: "paused", words: t("overview.paused"), to: `${base}/project`, label: t("nav.builder") });
  const escalations = { list: `${base}/stages`, to: `${base}/annotate`, label: t("overview.decide") };
  if (needs.overdue) out.push({ key: "overdue", words: t("overview.overdue", { n: needs.overdue }), ...escalations });
  for (const one of needs.blocked) {
    const places = { n: one.n, stage: one.stage, lacks: one.lacks, people: one.people };
    const words =
      one.by === "people"
        ? t("overview.everybodyHad", places)
        : t(one.lacks ? "overview.audience" : "overview.nobody", places);
    const list = `${base}/records?stage=${encodeURIComponent(one.stage)}&state=open`;
    out.push({ key: `blocked/${one.stage}`, words, list, to: `${base}/access`, label: t("overview.addPeople") });
  }
  if (needs.escalated > needs.overdue) {
    const words = t("overview.escalated", { n: needs.escalated - needs.overdue });
    out.push({ key: "escalated", words, ...escalations });
  }
  for (const [question, n] of Object.entries(needs.disputed)) {
    if (!n) continue;
    const words = t("overview.disputed", { n, question: title(question) });
    const of = encodeURIComponent(question);
    const list = `${base}/records?disagree=${of}&sort=disagreement`;
    const to = `${base}/disagreements?question=${of}`;
    out.push({ key: `q/${question}`, words, list, to, label: t("overview.compare") });
  }
  for (const person of needs.people) {
    const of = encodeURIComponent(person.name);
    for (const flag of person.flags) {
      const words = t(`overview.flag.${flag}`, { name: person.name });
      const to = `${base}/records?person=${of}`;
      const list = `${base}/people/${of}`;
      out.push({ key: `${person.name}/${flag}`, words, list, to, label: t("overview.records") });
    }
  }
  if (needs.expired) {
    out.push({ key: "expired", words: t("overview.expired", { n: needs.expired }), list: `${base}/people` });
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
          {line.list ? (
            <Link className="words" to={line.list}>
              {line.words}
            </Link>
          ) : (
            <span>{line.words}</span>
          )}
          {line.to && (
            <Link to={line.to}>
              {line.label}
              <span className="hidden">: {line.words}</span>
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
