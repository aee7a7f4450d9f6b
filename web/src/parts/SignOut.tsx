/** The button that ends the session. */
import { useNavigate } from "react-router";

import { api } from "../api/client";
import { t } from "../app/catalogue";

export function SignOut({ className }: { readonly className: string }) {
  const navigate = useNavigate();
  const leave = async () => {
    await api.delete("/session");
    await navigate("/sign-in");
    window.location.reload(); // drops everything this person could see
  };
  return (
    <button type="button" className={className} onClick={() => void leave()}>
      {t("nav.signOut")}
    </button>
  );
}
