/** Markdown's renderer, which comes when a text needs it. */
import { later } from "./later";

export const markdown = later(() => import("./Markdown").then((one) => one.default));
