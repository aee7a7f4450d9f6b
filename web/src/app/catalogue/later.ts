/** Words of the pages in the frame: for leads and reviewers, and those of sign-in and home. Loaded with the first such page. */
import { say } from ".";
import { audit } from "./audit";
import { calibration } from "./calibration";
import { control } from "./control";
import { imports } from "./imports";
import { jobs } from "./jobs";
import { corpus } from "./corpus";
import { lead } from "./lead";
import { notices } from "./notices";
import { overview } from "./overview";
import { records } from "./records";
import { results } from "./results";
import { stages } from "./stages";
import { workflows } from "./workflows";

export const later = {
  ...audit,
  ...calibration,
  ...control,
  ...imports,
  ...jobs,
  ...corpus,
  ...lead,
  ...notices,
  ...overview,
  ...records,
  ...results,
  ...stages,
  ...workflows,
} as const;

say(later);
