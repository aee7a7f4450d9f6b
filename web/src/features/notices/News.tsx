/** The link in the bar: how much of what concerns this person is new. */
import { NavLink } from "react-router";

import { number, t } from "../../app/catalogue";
import { useUnread } from "./notices";

export function News() {
  const unread = useUnread();
  return (
    <NavLink to="/notices">
      {t("nav.notices")} {unread > 0 && <span className="notice-count num">{number(unread)}</span>}
    </NavLink>
  );
}
