import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [
  { path: "p/:name/quality", frame: "shell", lazy: () => import("./QualityPage") },
  { path: "p/:name/disagreements", frame: "shell", lazy: () => import("./DisagreementsPage") },
];
