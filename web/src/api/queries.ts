/** What more than one page asks the server for. */
import { queryOptions } from "@tanstack/react-query";

import { api, path } from "./client";
import { Problem } from "./problem";
import type { Progress, Project, ProjectLine, Session } from "./shapes";

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await api.get<Session>("/session", { signal });
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
});

export const projectsQuery = queryOptions({
  queryKey: ["projects"],
  queryFn: ({ signal }) => api.get<{ projects: ProjectLine[] }>("/projects", { signal }).then((body) => body.projects),
});

/** Those that were put away, for who leads them. */
export const archivedQuery = queryOptions({
  queryKey: ["projects", "archived"],
  queryFn: ({ signal }) =>
    api
      .get<{ projects: ProjectLine[] }>("/projects", { query: { archived: "true" }, signal })
      .then((body) => body.projects),
});

export const projectQuery = (name: string) =>
  queryOptions({
    queryKey: ["project", name],
    staleTime: 60_000,
    queryFn: ({ signal }) => api.get<Project>(path("/projects/", name), { signal }),
  });

export const progressQuery = (name: string) =>
  queryOptions({
    queryKey: ["project", name, "progress"],
    refetchInterval: 30_000,
    queryFn: ({ signal }) => api.get<Progress>(path("/projects/", name, "/progress"), { signal }),
  });
