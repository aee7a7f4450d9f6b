import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [
  { path: "you", frame: "shell", lazy: () => import("./YouPage") },
  { path: "p/:name/exam", frame: "shell", lazy: () => import("./ExamPage") },
];
