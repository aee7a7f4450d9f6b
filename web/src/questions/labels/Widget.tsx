import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import type { WidgetProps } from "../../schema/kinds";
import { OptionList } from "../options/OptionList";
import { choicesOf } from "../options/options";

export function Widget({ question, context, value, active, labelledBy, onChange }: WidgetProps<string[]>) {
  const choices = choicesOf(question, context);
  const chosen = value ?? [];
  const least = Number(question.min ?? 0);
  const most = Number(question.max ?? Infinity);
  const toggle = (path: string) => {
    const on = chosen.includes(path);
    if (!on && chosen.length >= most) return;
    const next = choices.map((one) => one.path).filter((one) => (one === path ? !on : chosen.includes(one)));
    onChange(next.length ? next : undefined);
  };
  const none = () => {
    if (least > 0) return false;
    onChange([], true);
  };
  const byKey = (press: string) => {
    const choice = choices.find((one) => one.key === press);
    if (!choice) return false;
    toggle(choice.path);
  };
  useHotkeys(
    "question:labels",
    { "labels.toggle": byKey, "labels.own": byKey, "labels.none": none },
    { active, level: 20 },
  );
  return (
    <div className="opts">
      <OptionList choices={choices} chosen={chosen} several active={active} labelledBy={labelledBy} onPick={toggle} />
      {least === 0 && (
        <button
          type="button"
          role="checkbox"
          aria-checked={value?.length === 0}
          className={value?.length === 0 ? "opt on" : "opt"}
          onClick={none}
        >
          <ActionKey id="labels.none" />
          {t("work.noneOfThese")}
        </button>
      )}
      {most < choices.length && <p className="small quiet opts-limit">{t("work.atMost", { n: most })}</p>}
    </div>
  );
}
