import { notifyManager, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";

import { Problem } from "./api/problem";
import { sessionQuery } from "./api/queries";
import { applyLook } from "./app/look";
import { makeRouter } from "./app/routes";
import { HotkeyBoard } from "./hotkeys/hotkeys";

import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/source-serif-4/wght.css";
import "@fontsource-variable/source-serif-4/wght-italic.css";
import "@mantine/core/styles/baseline.layer.css";
import "@mantine/core/styles/global.layer.css";
import "./app/tokens.css";
import "./app/base.css";
import "./app/shell.css";

applyLook();

// what a press begins is seen before the next press is heard: a button that is disabled meanwhile is not pressed twice
notifyManager.setScheduler(queueMicrotask);

const client = new QueryClient({
  defaultOptions: {
    // without a connection it fails and says so, and is not sent at some later time
    mutations: { networkMode: "always" },
    queries: {
      // a refusal will be refused again; only a lost connection is worth another try
      retry: (count, error) => !(error instanceof Problem) && count < 2,
      refetchOnWindowFocus: false,
      staleTime: 5_000,
    },
  },
});

// a session that ended is noticed by whichever request meets it first
client.getQueryCache().subscribe((event) => {
  if (event.type !== "updated" || event.action.type !== "error") return;
  const error: unknown = event.action.error;
  if (error instanceof Problem && error.status === 401) client.setQueryData(sessionQuery.queryKey, null);
});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <HotkeyBoard>
        <RouterProvider router={makeRouter()} />
      </HotkeyBoard>
    </QueryClientProvider>
  </StrictMode>,
);
