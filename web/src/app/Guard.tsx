/** Lets only people who are signed in through; the others go to the sign-in page and come back. */
import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation } from "react-router";

import { sessionQuery } from "../api/queries";
import { ProblemBox } from "../parts/ProblemBox";
import { Skeleton } from "../parts/Skeleton";

export function Guard() {
  const session = useQuery(sessionQuery);
  const location = useLocation();
  if (session.isPending) {
    return (
      <main className="page">
        <Skeleton />
      </main>
    );
  }
  if (session.error) {
    return (
      <main className="page">
        <ProblemBox error={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  if (!session.data) return <Navigate to="/sign-in" state={{ from: location.pathname + location.search }} replace />;
  return <Outlet />;
}
