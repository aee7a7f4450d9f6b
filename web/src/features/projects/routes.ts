import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [
  { path: "/", frame: "shell", lazy: () => import("./HomePage") },
  { path: "p/:name", frame: "shell", lazy: () => import("./EntryPage") },
  { path: "p/:name/keeping", frame: "shell", lazy: () => import("./KeepingPage") },
  { path: "archived", frame: "shell", lazy: () => import("./ArchivedPage") },
];
