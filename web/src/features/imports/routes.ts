import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [{ path: "p/:name/import", frame: "shell", lazy: () => import("./ImportPage") }];
