import type { PageRoute } from "../../app/routes";

export const routes: PageRoute[] = [{ path: "workflows", frame: "shell", lazy: () => import("./WorkflowsPage") }];
