/** Options as a list to choose from: with digits while they are few, with a search where they are many. */
import { Fragment, useId } from "react";

import { KeyCap } from "../../hotkeys/Keys";
import { HelpLine, useLooked } from "./HelpLine";
import { FEW, type Choice } from "./options";
import { Search } from "./Search";

export interface OptionListProps {
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly several: boolean;
  readonly active: boolean;
  readonly labelledBy: string;
  readonly onPick: (path: string) => void;
}

export function OptionList(props: OptionListProps) {
  return props.choices.length > FEW ? <Search {...props} /> : <Few {...props} />;
}

/** Words that are no longer than this stand three beside each other on a phone. */
const SHORT = 9;

function Few({ choices, chosen, several, labelledBy, onPick }: OptionListProps) {
  const { looked, looking } = useLooked();
  const id = useId();
  const short = choices.every((one) => one.title.length <= SHORT);
  return (
    <>
      <div
        role={several ? "group" : "radiogroup"}
        aria-labelledby={labelledBy}
        className={short ? "opts short" : "opts"}
      >
        {choices.map((choice, at) => {
          const on = chosen.includes(choice.path);
          const group = choice.above.join(" › ");
          const before = choices[at - 1]?.above.join(" › ") ?? "";
          const opens = group !== "" && group !== before;
          const looks = ["opt", on ? "on" : "", group === "" && before !== "" ? "apart" : ""];
          return (
            <Fragment key={choice.path}>
              {opens && (
                <span className="name opt-group" dir="auto" aria-hidden="true">
                  {group}
                </span>
              )}
              <button
                aria-label={group ? `${group} › ${choice.title}` : undefined}
                type="button"
                role={several ? "checkbox" : "radio"}
                aria-checked={on}
                className={looks.filter(Boolean).join(" ")}
                aria-describedby={choice.help ? `${id}-${at}` : undefined}
                {...looking(choice.path)}
                onClick={() => onPick(choice.path)}
              >
                <KeyCap press={choice.key} />
                <span dir="auto">{choice.title}</span>
                {choice.help && (
                  <span id={`${id}-${at}`} className="opt-help" dir="auto" aria-hidden="true">
                    {choice.help}
                  </span>
                )}
                {on && (
                  <span className="opt-tick" aria-hidden="true">
                    ✓
                  </span>
                )}
              </button>
            </Fragment>
          );
        })}
      </div>
      <HelpLine choices={choices} looked={looked} />
    </>
  );
}
