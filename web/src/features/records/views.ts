/** Lists of records kept by name: what the server keeps, and how one stands in the address. */
import { queryOptions } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import { FILTERS } from "./list";

type Asked = Readonly<Record<string, string | readonly string[]>>;

export interface View {
  readonly name: string;
  /** The project's, not one's own. */
  readonly shared: boolean;
  readonly query: Asked;
}

export const viewsQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project, "views"],
    queryFn: ({ signal }) =>
      api.get<{ views: View[] }>(path("/projects/", project, "/views"), { signal }).then((body) => body.views),
  });

const at = (project: string, name: string) => path("/projects/", project, "/views/", name);

/** A list that is kept from now on, or no longer. */
export interface ViewChange {
  readonly view: View;
  readonly kept: boolean;
}

/** The lists with a change: one of the same name and reach is replaced, a new one stands where its name does. */
export function withChange(all: readonly View[], { view, kept }: ViewChange): readonly View[] {
  const same = (one: View) => one.name === view.name && one.shared === view.shared;
  if (!kept) return all.filter((one) => !same(one));
  if (all.some(same)) return all.map((one) => (same(one) ? view : one));
  return [...all, view].sort((a, b) =>
    a.name === b.name ? Number(b.shared) - Number(a.shared) : a.name < b.name ? -1 : 1,
  );
}

/** Keep a list under a name; one of that name is replaced. */
export function keepView(project: string, { name, shared, query }: View): Promise<void> {
  return api.put(at(project, name), { query, shared });
}

export function forgetView(project: string, { name, shared }: View): Promise<void> {
  return api.delete(at(project, name), { query: { shared: String(shared) } });
}

/** The address's part behind `?` that asks for it; of a list of meta, the page knows the first. */
export function addressOf(query: Asked): string {
  const search = new URLSearchParams();
  for (const name of [...FILTERS, "sort"]) {
    const value = query[name];
    const first = typeof value === "string" ? value : value?.[0];
    if (first) search.set(name, first);
  }
  return search.toString();
}
