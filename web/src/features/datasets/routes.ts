import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [{ path: "p/:name/export", frame: "shell", lazy: () => import("./ExportPage") }];
