import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [{ path: "p/:name/results", frame: "shell", lazy: () => import("./ResultsPage") }];
