import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [
  { path: "p/:name/people/:person", frame: "shell", lazy: () => import("./PersonPage") },
  { path: "p/:name/pay", frame: "shell", lazy: () => import("./PayPage") },
];
