/** Loads what a project's fields, questions and conditions need, before anything of it is shown. */
import { useEffect, useState } from "react";

import type { Spec } from "../../api/shapes";
import { preparePlugins } from "../../plugins";
import { prepareFields } from "../../fields/registry";
import { prepare } from "../../questions/registry";
import { conditionsReady, prepareConditions } from "../../schema/conditions";

/** Whether what the project's fields, questions and conditions need is loaded. */
export function usePrepared(spec: Spec | undefined): boolean {
  const [loads, setLoads] = useState({ times: 0, failed: false });
  useEffect(() => {
    if (!spec) return;
    const all = spec.questions;
    const questions = Object.entries(all).map(([name, one]) => ({ ...one, name }));
    // what can't be loaded says so where it is shown
    const types = preparePlugins(spec).then(() => Promise.allSettled([prepare(questions), prepareFields(spec)]));
    void Promise.allSettled([types, prepareConditions(all)]).then((ends) =>
      setLoads(({ times }) => ({ times: times + 1, failed: ends[1].status === "rejected" })),
    );
  }, [spec]);
  // a new version may bring the first condition; where it could not be loaded, whoever asks it says so
  return loads.times > 0 && (loads.failed || conditionsReady(spec?.questions));
}
