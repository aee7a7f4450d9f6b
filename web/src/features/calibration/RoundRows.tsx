/** The records of a revealed round: what each person said blind and again, what they say about it, and gold of what they agree on. */
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { api, path } from "../../api/client";
import type { Answers, Envelope } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import { ProblemBox } from "../../parts/ProblemBox";
import { said } from "../insight/said";
import { Comments } from "../work/review/Comments";
import type { Round, RoundRow } from "./round";
import "../work/review/review.css";
import "./hotkeys";

interface Props {
  readonly round: Round;
  /** Asks for the round again; until it has come, what was pressed is not pressed again. */
  readonly onChange: () => Promise<unknown>;
}

export function RoundRows({ round, onChange }: Props) {
  const { rows } = round;
  const [active, setActive] = useState(0);
  const [writing, setWriting] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef(false);
  const gold = useMutation({
    mutationFn: (record: string) =>
      api.post<{ made: string[] }>(path("/projects/", round.project, "/calibrations/", String(round.number), "/gold"), {
        records: [record],
      }),
    onSuccess: onChange,
  });
  const row = rows[active];
  const make = (record: string) => (gold.isPending ? undefined : gold.mutate(record));
  useEffect(() => {
    if (moved.current) list.current?.querySelector<HTMLElement>("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const go = (next: number) => {
    moved.current = true;
    setActive(Math.min(Math.max(next, 0), rows.length - 1));
  };
  useHotkeys("calibration", {
    "calibration.next": () => go(active + 1),
    "calibration.previous": () => go(active - 1),
    "calibration.gold": () => (round.may_lead && row && !row.gold ? make(row.record) : false),
    "calibration.comment": () => (row && round.state === "revealed" ? setWriting(row.record) : false),
  });
  return (
    <section aria-labelledby="round-answers">
      <h2 id="round-answers">{t("calibration.answers")}</h2>
      {gold.error && <ProblemBox error={gold.error} />}
      <ol className="plain round-rows" ref={list}>
        {rows.map((one, at) => (
          <li
            key={one.record}
            {...(at === active ? { "aria-current": "true" as const } : {})}
            onFocus={() => setActive(at)}
          >
            <header>
              <h3 dir="auto">{one.title || one.record}</h3>
              <span className={one.agreed ? "small quiet" : "small warn"}>
                {t(one.agreed ? "calibration.agree" : "calibration.differ")}
              </span>
              {one.gold && <span className="tag">{t("calibration.isGold")}</span>}
            </header>
            <Table row={one} />
            {gold.data?.made.length === 0 && gold.variables === one.record && (
              <p className="small warn" role="status">
                {t("calibration.split")}
              </p>
            )}
            <div className="round-deeds">
              {round.state === "revealed" && (
                <button type="button" className="button small edge" onClick={() => setWriting(one.record)}>
                  {t("calibration.comment")} {at === active && <ActionKey id="calibration.comment" />}
                </button>
              )}
              {round.may_lead && !one.gold && (
                <button
                  type="button"
                  className="button small edge"
                  disabled={gold.isPending}
                  onClick={() => make(one.record)}
                >
                  {t("calibration.gold")} {at === active && <ActionKey id="calibration.gold" />}
                </button>
              )}
            </div>
            {(one.comments.length > 0 || writing === one.record) && (
              <Comments
                project={round.votes}
                record={one.record}
                comments={one.comments}
                open={writing === one.record}
                settles={round.may_lead}
                onAdded={onChange}
                onClose={() => setWriting("")}
              />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Table({ row }: { row: RoundRow }) {
  const questions = [...new Set(row.answers.flatMap((one) => Object.keys(one.before ?? one.after ?? {})))];
  return (
    <div className="scroll-x">
      <table className="figures votes">
        <thead>
          <tr>
            <th scope="col">{t("calibration.person")}</th>
            {questions.map((question) => (
              <th key={question} scope="col" dir="auto">
                {question}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row.answers.map((one) => (
            <tr key={one.person}>
              <td>
                {one.person} {one.you && <b className="small">({t("calibration.you")})</b>}
              </td>
              {questions.map((question) => (
                <td key={question} dir="auto">
                  <Cell before={one.before?.[question]} after={one.after?.[question]} voted={one.after !== null} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What was said blind and, where it is another answer, what is said now. */
function Cell(props: { before: Answers[string] | undefined; after: Answers[string] | undefined; voted: boolean }) {
  const before = words(props.before);
  const after = words(props.after);
  if (!props.voted) return <>{before || "–"}</>;
  if (before === after) return <>{after || "–"}</>;
  return (
    <>
      {before && <del>{before}</del>} {after ? <ins>{after}</ins> : "–"}
    </>
  );
}

function words(given: Answers[string] | undefined): string {
  if (!given) return "";
  if ("value" in given || "na" in given) return one(given as Envelope);
  return Object.entries(given as Readonly<Record<string, Envelope>>)
    .map(([element, envelope]) => `${element}: ${one(envelope)}`)
    .join("; ");
}

function one(envelope: Envelope): string {
  const value = envelope.na?.replace("_", " ") ?? said(envelope.value);
  return envelope.why ? `${value} (${envelope.why})` : value;
}
