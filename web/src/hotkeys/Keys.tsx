/** A key cap as printed on the page; read out with the button it stands in only where it helps. */
import { printed } from "./keys";
import { action } from "./registry";

export function KeyCap({ press }: { press: string }) {
  return <kbd aria-hidden="true">{printed(press)}</kbd>;
}

/** The first key of an action. */
export function ActionKey({ id }: { id: string }) {
  return <KeyCap press={action(id).keys[0] ?? ""} />;
}
