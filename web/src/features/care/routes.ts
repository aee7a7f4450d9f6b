import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [
  { path: "you", frame: "shell", lazy: () => import("./YouPage") },
  { path: "invitation", frame: "bare", open: true, lazy: () => import("./InvitationPage") },
  { path: "p/:name/access", frame: "shell", lazy: () => import("./AccessPage") },
  { path: "p/:name/groups", frame: "shell", lazy: () => import("./GroupsPage") },
  { path: "p/:name/exam", frame: "shell", lazy: () => import("./ExamPage") },
];
