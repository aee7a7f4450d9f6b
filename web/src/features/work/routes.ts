import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [{ path: "p/:name/annotate", frame: "bare", lazy: () => import("./AnnotatePage") }];
