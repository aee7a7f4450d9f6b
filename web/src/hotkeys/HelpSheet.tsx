/** Listens for `?`; the sheet itself comes when it is first asked for. */
import { useState } from "react";

import { useLater } from "../app/useLater";
import { useHotkeys } from "./hotkeys";

const sheet = () => import("./HelpWindow").then((one) => one.HelpWindow);

export function HelpSheet() {
  const [open, setOpen] = useState(false);
  const [Sheet, fetch] = useLater(sheet);
  const toggle = () => {
    fetch();
    setOpen((was) => !was);
  };
  useHotkeys("anywhere", { help: toggle }, { level: 100 });
  return Sheet ? <Sheet open={open} onClose={() => setOpen(false)} /> : null;
}
