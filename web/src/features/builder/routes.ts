import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [
  { path: "/new", frame: "shell", lazy: () => import("./NewPage") },
  { path: "p/:name/project", frame: "shell", lazy: () => import("./ProjectPage") },
];
