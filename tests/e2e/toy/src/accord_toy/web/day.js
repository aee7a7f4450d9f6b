/** The question type `day` in the browser: a date field, and `d` for today. No build step is needed. */
export default function day({ React, useHotkeys, ActionKey, words, t, styles }) {
  const h = React.createElement;
  styles("toy.css");
  words({ "day.today": "Today", "day.keys.today": "Today's date" });

  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }

  function Widget({ value, active, labelledBy, onChange }) {
    const [picked, setPicked] = React.useState(false);
    useHotkeys("question:day", { "day.today": () => onChange(today(), true) }, { active, level: 20 });
    return h(
      "div",
      { className: "toy-day" },
      h("input", {
        type: "date",
        "aria-labelledby": labelledBy,
        value: value ?? "",
        onFocus: () => setPicked(true),
        onChange: (event) => onChange(event.target.value || undefined),
      }),
      h("button", { type: "button", className: "button edge small", onClick: () => onChange(today(), true) }, h(ActionKey, { id: "day.today" }), " ", t("day.today")),
      picked && value ? h("output", null, value) : null,
    );
  }

  return {
    name: "day",
    place: "panel",
    Widget,
    View: ({ value }) => h("time", { dateTime: value }, value),
    hotkeys: [{ id: "day.today", keys: ["d"], scope: "question:day", label: "day.keys.today" }],
    fits: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value),
  };
}
