/** Before a person first meets sensitive content: whether they want to, and how. */
import { Link } from "react-router";

import { say } from "../../app/catalogue/care";
import { WellbeingForm } from "./WellbeingForm";

const FIRST = { accepts: false, blur: true, daily_cap: null, break_minutes: null };

export function Agree({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <div className="page gate">
      <h1>{say("care.sensitive")}</h1>
      <p>{say("care.sensitiveBody")}</p>
      <WellbeingForm
        now={FIRST}
        asks={false}
        button={say("care.agree")}
        onSaved={onOpen}
        beside={
          <Link className="button edge" to="/">
            {say("care.decline")}
          </Link>
        }
      />
    </div>
  );
}
