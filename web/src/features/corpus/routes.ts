import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [{ path: "p/:name/corpus", frame: "shell", lazy: () => import("./CorpusPage") }];
