/** The grammars: some forty common languages. */
import { common, createLowlight } from "lowlight";

import type { Highlighter } from "./highlight";

const lowlight = createLowlight(common);

export const highlight: Highlighter = (language, code) =>
  lowlight.registered(language) ? lowlight.highlight(language, code) : null;
