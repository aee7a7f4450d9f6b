import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [{ path: "notices", frame: "shell", lazy: () => import("./NoticesPage") }];
