import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [
  { path: "sign-in", frame: "bare", open: true, lazy: () => import("./SignInPage") },
  { path: "people", frame: "shell", lazy: () => import("./UsersPage") },
  { path: "p/:name/people", frame: "shell", lazy: () => import("./MembersPage") },
];
