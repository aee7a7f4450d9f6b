import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [{ path: "p/:name/rules", frame: "shell", lazy: () => import("./RulesPage") }];
