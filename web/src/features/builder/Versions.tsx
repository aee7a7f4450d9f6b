/** The project's versions: who made each, when, and what it changed; any of them can be taken up again. */
import { useMutation, useQuery } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import { when } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Changes, type Change } from "./Changes";
import { asYaml } from "./source";
import { t } from "./words";

interface Version {
  readonly version: number;
  readonly created_at: string;
  readonly created_by: string | null;
  readonly changes: readonly Change[];
  readonly guidelines_changed: boolean;
}

interface Whole {
  readonly version: number;
  readonly source: string;
  readonly spec: unknown;
  readonly guidelines: string;
}

interface Props {
  readonly project: string;
  readonly present: number;
  readonly onTake: (version: number, text: string, guidelines: string) => void;
}

export function Versions({ project, present, onTake }: Props) {
  const base = path("/projects/", project, "/versions");
  const found = useQuery({
    queryKey: ["project", project, "versions"],
    queryFn: ({ signal }) => api.get<{ versions: Version[] }>(base, { signal }),
  });
  const take = useMutation({
    mutationFn: (version: number) => api.get<Whole>(`${base}/${version}`),
    onSuccess: (one) => onTake(one.version, one.source || asYaml(one.spec), one.guidelines),
  });
  if (found.error) return <ProblemBox error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton lines={6} />;
  return (
    <ol className="builder-versions">
      {found.data.versions.map((one) => (
        <li key={one.version}>
          <h3>{t("builder.version", { n: one.version })}</h3>
          <p className="small quiet">
            {t("builder.by", { when: when(one.created_at), who: one.created_by ?? "" })}
            {one.version === present && <>, {t("builder.present")}</>}
          </p>
          {one.version === 1 ? (
            <p className="small quiet">{t("builder.firstVersion")}</p>
          ) : (
            <Changes changes={one.changes} guidelines={one.guidelines_changed} />
          )}
          {one.version !== present && (
            <button
              type="button"
              className="button edge small"
              disabled={take.isPending}
              onClick={() => take.mutate(one.version)}
            >
              {t("builder.take")} <span className="hidden">{t("builder.version", { n: one.version })}</span>
            </button>
          )}
        </li>
      ))}
      {take.error && <ProblemBox error={take.error} />}
    </ol>
  );
}
