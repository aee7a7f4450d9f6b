/** The sheet behind `?`: what every key does here, made from the one table. */
import { Modal } from "@mantine/core";
import { useState } from "react";

import { t, type Key } from "../app/catalogue";
import { useHotkeys, useScopes } from "./hotkeys";
import { KeyCap } from "./Keys";
import { inScopes } from "./registry";

import "./help.css";

function heading(scope: string): string {
  return t(`keys.${scope.split(":")[0]}` as Key);
}

export function HelpSheet() {
  const [open, setOpen] = useState(false);
  const scopes = [...new Set([...useScopes(), "anywhere"])];
  useHotkeys("anywhere", { help: () => setOpen((was) => !was) }, { level: 100 });
  return (
    <Modal
      opened={open}
      onClose={() => setOpen(false)}
      title={t("keys.title")}
      size="lg"
      closeButtonProps={{ "aria-label": t("keys.close") }}
    >
      <div className="help-sheet">
        {scopes.map((scope) => (
          <section key={scope}>
            <h2>{heading(scope)}</h2>
            <dl>
              {inScopes([scope]).map((line) => (
                <div key={line.id}>
                  <dt>
                    {line.keys.map((key) => (
                      <KeyCap key={key} press={key} />
                    ))}
                  </dt>
                  <dd>{t(line.label)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
