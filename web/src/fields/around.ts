/** What a field's view may know of where it is shown. */
import { createContext, useContext } from "react";

interface Around {
  /** The project, whose documents can be searched; absent where there is none (a preview). */
  readonly project?: string | undefined;
}

const AroundContext = createContext<Around>({});

export const AroundField = AroundContext.Provider;

export function useAround(): Around {
  return useContext(AroundContext);
}
