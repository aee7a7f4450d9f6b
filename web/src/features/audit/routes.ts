import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [
  { path: "audit", frame: "shell", lazy: () => import("./AuditPage") },
  { path: "p/:name/audit", frame: "shell", lazy: () => import("./AuditPage") },
];
