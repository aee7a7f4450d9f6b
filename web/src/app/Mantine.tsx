/** What Mantine's parts need around them. It comes with the first of them: nobody who answers waits for it. */
import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";

import { theme } from "./theme";

import "./mantineStyles";

/** No style element is written at run time: the variables are in tokens.css, and the policy forbids inline styles. */
export function Mantine({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} withCssVariables={false} withGlobalClasses={false} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  );
}
