/**
 * The pages by address. Each feature says its own in `features/<name>/routes.ts`, and its page is loaded when it is opened:
 *
 *     export const routes: PageRoute[] = [{ path: "p/:name/records", frame: "shell", lazy: () => import("./RecordsPage") }];
 *
 * where the page's module exports `Component`. `frame: "bare"` is for pages that bring their own frame (annotate, sign in).
 */
import { lazy, Suspense } from "react";
import { createBrowserRouter, Link, useLocation, useRouteError, type RouteObject } from "react-router";

import { ProblemBox } from "../parts/ProblemBox";
import { t } from "./catalogue";
import { Guard } from "./Guard";

export interface PageRoute {
  readonly path: string;
  readonly frame: "shell" | "bare";
  /** Whether nobody need be signed in. */
  readonly open?: boolean;
  readonly lazy: () => Promise<{ readonly Component: React.ComponentType }>;
}

/** A part of the frame's bar that belongs to a feature: `export const inBar: BarPart` beside its routes. */
export type BarPart = () => Promise<React.ComponentType>;

interface Feature {
  readonly routes: readonly PageRoute[];
  readonly inBar?: BarPart;
}

const features = import.meta.glob<Feature>("../features/*/routes.ts", { eager: true });

/** The frame is no part of the annotate page, which comes first. */
const Shell = lazy(async () => {
  const parts = Object.values(features).flatMap(({ inBar }) => (inBar ? [inBar()] : []));
  const [one, ...shown] = await Promise.all([import("./Shell"), ...parts]);
  return { default: () => <one.Shell parts={shown} /> };
});

function Broken() {
  const error = useRouteError();
  return (
    <main className="page">
      <h1>{t("problem.title")}</h1>
      <p>{t("problem.broken")}</p>
      <ProblemBox error={error} />
      <button type="button" className="button edge" onClick={() => window.location.reload()}>
        {t("problem.reload")}
      </button>
    </main>
  );
}

function NotFound() {
  const { pathname } = useLocation();
  const project = /^\/p\/[^/]+/.exec(pathname)?.[0];
  return (
    <div className="page">
      <title>{`${t("problem.notFound")} · ${t("app.name")}`}</title>
      <h1>{t("problem.notFound")}</h1>
      <p>
        <code dir="ltr">{pathname}</code>
      </p>
      <p>{t("problem.notFoundMore")}</p>
      <p>
        <Link to="/">{t("problem.home")}</Link>
        {project && (
          <>
            {" · "}
            <Link to={project}>{t("problem.project")}</Link>
          </>
        )}
      </p>
    </div>
  );
}

/** The page once its words are there: those of the annotate page are in the first load, all others come with the first page of theirs. */
function withWords(lazy: PageRoute["lazy"]): PageRoute["lazy"] {
  return async () => {
    const [page] = await Promise.all([lazy(), import("./catalogue/later")]);
    return page;
  };
}

function pages(frame: PageRoute["frame"], open: boolean): RouteObject[] {
  return Object.values(features)
    .flatMap((feature) => feature.routes)
    .filter((route) => route.frame === frame && Boolean(route.open) === open)
    .map(({ path, lazy }) => ({ path, lazy: frame === "bare" && !open ? lazy : withWords(lazy) }));
}

/** The router over all pages. */
export function makeRouter() {
  return createBrowserRouter([
    {
      errorElement: <Broken />,
      hydrateFallbackElement: <span />,
      children: [
        ...pages("bare", true),
        {
          element: <Guard />,
          children: [
            ...pages("bare", false),
            {
              element: (
                <Suspense>
                  <Shell />
                </Suspense>
              ),
              children: [...pages("shell", false), { path: "*", element: <NotFound /> }],
            },
          ],
        },
      ],
    },
  ]);
}
