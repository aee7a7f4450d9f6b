import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [
  { path: "p/:name/calibrations", frame: "shell", lazy: () => import("./CalibrationsPage") },
  { path: "p/:name/calibrations/:number", frame: "shell", lazy: () => import("./RoundPage") },
  { path: "p/:name/round", frame: "shell", lazy: () => import("./RoundPage") },
];
