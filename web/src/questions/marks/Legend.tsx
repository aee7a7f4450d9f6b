/** The labels with their strokes and letters, and how to mark: a click marks what is selected, or labels the chosen mark. */
import { useStage } from "../../anchors/AnchorStage";
import { FEW, toneAt, type Choice } from "../../anchors/entries";
import { Swatch } from "../../anchors/Swatch";
import { t } from "../../app/catalogue";
import { ActionKey, KeyCap } from "../../hotkeys/Keys";
import { HelpLine, useLooked } from "../options/HelpLine";
import type { Mark } from "./marks";

interface Props {
  readonly entries: readonly Choice[];
  readonly marks: readonly Mark[];
  readonly active: boolean;
  readonly now: Mark | undefined;
  readonly onLabel: (id: string, label: string) => void;
}

export function Legend({ entries, marks, active, now, onLabel }: Props) {
  const stage = useStage();
  const count = new Map<string, number>();
  for (const { label } of marks) if (label !== undefined) count.set(label, (count.get(label) ?? 0) + 1);
  // of very many labels those in use are shown; all of them are in the menu at a selection
  const shown = entries
    .map((entry, at) => ({ entry, tone: toneAt(at) }))
    .filter(({ entry }) => entries.length <= FEW || count.has(entry.path));
  const { looked, looking } = useLooked();
  const choose = (label: string) => {
    if (stage?.snapshot().picked) stage.take(label);
    else if (now) onLabel(now.id, label);
    else stage?.say(t("marks.selectFirst"));
  };
  return (
    <>
      {grouped(shown).map(([above, own]) => (
        <div key={above} className="marks-legend" {...(above ? { role: "group", "aria-label": above } : {})}>
          {above && (
            <span className="marks-above small quiet" dir="auto" aria-hidden="true">
              {above}
            </span>
          )}
          {own.map(({ entry, tone }) => (
            <button
              key={entry.path}
              type="button"
              className={active && now?.label === entry.path ? "marks-label on" : "marks-label"}
              aria-pressed={now ? now.label === entry.path : undefined}
              title={entry.help || undefined}
              {...looking(entry.path)}
              // what is selected stays selected
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(entry.path)}
            >
              {entry.key && <KeyCap press={entry.key} />}
              <span className={`tone-${tone} marks-name`} dir="auto">
                {entry.title}
              </span>
              {count.has(entry.path) && <span className="quiet num small">{count.get(entry.path)}</span>}
            </button>
          ))}
        </div>
      ))}
      <HelpLine choices={entries} looked={looked} />
      {active && !marks.length && (
        <p className="small quiet marks-hint">
          {t("marks.hint")} <ActionKey id="anchors.caret" />
        </p>
      )}
      {!entries.length && marks.length > 0 && <Swatch tone={1} />}
    </>
  );
}

interface Shown {
  readonly entry: Choice;
  readonly tone: number;
}

/** Labels under the name of their group, which is said once; in the order of the list. */
function grouped(shown: readonly Shown[]): [string, Shown[]][] {
  const groups = new Map<string, Shown[]>();
  for (const one of shown) {
    const above = one.entry.above.join(" › ");
    groups.set(above, [...(groups.get(above) ?? []), one]);
  }
  return [...groups];
}
