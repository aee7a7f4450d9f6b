/** The sheet behind `?`: what every key does here, made from the one table. */
import { Modal } from "@mantine/core";
import { useEffect, useState } from "react";

import { t, type Key } from "../app/catalogue";
import { Mantine } from "../app/Mantine";
import { useScopes } from "./hotkeys";
import { KeyCap } from "./Keys";
import { pressed } from "./keys";
import { inScopes, isRemapped, remap, type Action } from "./registry";

import "./help.css";

function heading(scope: string): string {
  return t(`keys.${scope.split(":")[0]}` as Key);
}

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function HelpWindow(props: Props) {
  return (
    <Mantine>
      <Sheet {...props} />
    </Mantine>
  );
}

function Sheet({ open, onClose }: Props) {
  const [opened, setOpened] = useState(false);
  const [, setTurn] = useState(0);
  const scopes = [...new Set([...useScopes(), "anywhere"])];
  // opened a moment after it is there, also the first time: so it knows where the focus goes back to
  useEffect(() => {
    const frame = requestAnimationFrame(() => setOpened(open));
    return () => cancelAnimationFrame(frame);
  }, [open]);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("keys.title")}
      size="min(1080px, 94vw)"
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
                  <dd>
                    <span>{t(line.label)}</span> <Remap line={line} onDone={() => setTurn((was) => was + 1)} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

const HELD = ["shift", "control", "alt", "meta"];

/** Gives an action another key: the next press is it. Digits and letters that stand for many keys stay as they are. */
function Remap({ line, onDone }: { line: Action; onDone: () => void }) {
  const [taking, setTaking] = useState(false);
  const [taken, setTaken] = useState<Action | undefined>(undefined);
  useEffect(() => {
    if (!taking) return;
    const listen = (event: KeyboardEvent) => {
      if (HELD.includes(event.key.toLowerCase())) return;
      event.preventDefault();
      event.stopPropagation();
      setTaking(false);
      if (event.key === "Escape") return;
      setTaken(remap(line.id, pressed(event)));
      onDone();
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, [taking, line.id, onDone]);
  if (line.keys.some((key) => ["digit", "any"].includes(key))) return null;
  return (
    <>
      <button type="button" className="button small" onClick={() => setTaking(true)}>
        {taking ? t("keys.press") : t("keys.change")}
        <span className="hidden">: {t(line.label)}</span>
      </button>
      {isRemapped(line.id) && (
        <button
          type="button"
          className="button small"
          onClick={() => {
            setTaken(remap(line.id, undefined));
            onDone();
          }}
        >
          {t("keys.restore")}
          <span className="hidden">: {t(line.label)}</span>
        </button>
      )}
      {taken && (
        <span className="need" role="alert">
          {t("keys.taken", { name: t(taken.label) })}
        </span>
      )}
    </>
  );
}
