import type { BarPart, PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [{ path: "notices", frame: "shell", lazy: () => import("./NoticesPage") }];
export const inBar: BarPart = () => import("./News").then((one) => one.News);
