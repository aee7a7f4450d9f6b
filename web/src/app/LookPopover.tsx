/** The opened menu for theme, typeface, text size and spacing, with its button. */
import { Popover, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useEffect, useRef, useState } from "react";

import { t, type Key } from "./catalogue";
import { setLook, useLook, type Look } from "./look";
import { Mantine } from "./Mantine";

function Choice<V extends string>(props: {
  label: Key;
  value: V;
  options: readonly (readonly [V, Key])[];
  onChange: (value: V) => void;
}) {
  return (
    <div role="group" aria-label={t(props.label)}>
      <div className="name">{t(props.label)}</div>
      <SegmentedControl
        fullWidth
        size="xs"
        withItemsBorders={false}
        value={props.value}
        onChange={(value) => props.onChange(value as V)}
        data={props.options.map(([value, label]) => ({ value, label: t(label) }))}
      />
    </div>
  );
}

export function LookPopover() {
  return (
    <Mantine>
      <Opened />
    </Mantine>
  );
}

function Opened() {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // it takes the place of the button that was pressed, and of its focus, which comes back here when the menu closes
    button.current?.focus();
    const frame = requestAnimationFrame(() => setOpen(true));
    return () => cancelAnimationFrame(frame);
  }, []);
  const look = useLook();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const scheme = document.documentElement.getAttribute("data-mantine-color-scheme") ?? colorScheme;
  return (
    <Popover width={260} position="bottom-end" shadow="md" trapFocus opened={open} onChange={setOpen}>
      <Popover.Target>
        <button
          ref={button}
          type="button"
          className="button"
          aria-label={t("look.title")}
          onClick={() => setOpen((was) => !was)}
        >
          Aa
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="look-menu">
          <Choice
            label="look.theme"
            value={scheme}
            options={[
              ["light", "look.light"],
              ["dark", "look.dark"],
            ]}
            onChange={(value) => setColorScheme(value as "light" | "dark")}
          />
          <Choice<Look["read"]>
            label="look.face"
            value={look.read}
            options={[
              ["serif", "look.serif"],
              ["sans", "look.sans"],
            ]}
            onChange={(read) => setLook({ read })}
          />
          <Choice<Look["size"]>
            label="look.size"
            value={look.size}
            options={[
              ["small", "look.small"],
              ["medium", "look.medium"],
              ["large", "look.large"],
            ]}
            onChange={(size) => setLook({ size })}
          />
          <Choice<Look["density"]>
            label="look.density"
            value={look.density}
            options={[
              ["comfortable", "look.comfortable"],
              ["compact", "look.compact"],
            ]}
            onChange={(density) => setLook({ density })}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
