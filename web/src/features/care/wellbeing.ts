/** How a person wants to meet sensitive content, as the server keeps it for them. */
import { queryOptions } from "@tanstack/react-query";

import { api } from "../../api/client";

export interface Wellbeing {
  readonly accepts: boolean;
  readonly blur: boolean;
  readonly daily_cap: number | null;
  readonly break_minutes: number | null;
}

export const wellbeingQuery = queryOptions({
  queryKey: ["wellbeing"],
  staleTime: 5 * 60_000,
  queryFn: ({ signal }) => api.get<Wellbeing>("/session/wellbeing", { signal }),
});
