/** The button of the menu for theme, typeface, text size and spacing; the menu itself comes when it is first opened. */
import { t } from "./catalogue";
import { useLater } from "./useLater";

const popover = () => import("./LookPopover").then((one) => one.LookPopover);

export function LookMenu() {
  const [Popover, open] = useLater(popover);
  if (Popover) return <Popover />;
  return (
    <button
      type="button"
      className="button"
      aria-haspopup="dialog"
      aria-expanded={false}
      aria-label={t("look.title")}
      onClick={open}
    >
      Aa
    </button>
  );
}
