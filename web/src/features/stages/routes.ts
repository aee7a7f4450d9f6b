import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [{ path: "p/:name/stages", frame: "shell", lazy: () => import("./StagesPage") }];
