import { useHotkeys } from "../../hotkeys/hotkeys";
import type { WidgetProps } from "../../schema/kinds";
import { OptionList } from "../options/OptionList";
import { choicesOf } from "../options/options";

export function Widget({ question, context, value, active, labelledBy, onChange }: WidgetProps<string>) {
  const choices = choicesOf(question, context);
  const byKey = (press: string) => {
    const choice = choices.find((one) => one.key === press);
    if (!choice) return false;
    onChange(choice.path, true);
  };
  useHotkeys("question:label", { "label.pick": byKey, "label.own": byKey }, { active, level: 20 });
  return (
    <OptionList
      choices={choices}
      chosen={value === undefined ? [] : [value]}
      several={false}
      active={active}
      labelledBy={labelledBy}
      onPick={(path) => (path === value ? onChange(undefined) : onChange(path, true))}
    />
  );
}
