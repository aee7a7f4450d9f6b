import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [
  { path: "p/:name/records", frame: "shell", lazy: () => import("./RecordsPage") },
  { path: "p/:name/records/:id", frame: "shell", lazy: () => import("./RecordPage") },
];
