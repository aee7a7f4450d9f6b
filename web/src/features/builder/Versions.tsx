/** The project's versions: who made each, when, and what it changed; any of them can be taken up again. */
import { useState } from "react";
import { useMutation, useQuery } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import { when } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Changes } from "./Changes";
import type { Change } from "./sentences";
import { asYaml } from "./source";
import { t } from "./words";

interface Version {
  readonly version: number;
  readonly created_at: string;
  readonly created_by: string | null;
  readonly changes: readonly Change[];
  readonly guidelines_changed: boolean;
  /** What its maker said of it. */
  readonly told?: string;
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
  const [open, setOpen] = useState<number | null>(null);
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
          {one.told && <blockquote dir="auto">{one.told}</blockquote>}
          {one.version === 1 ? (
            <p className="small quiet">{t("builder.firstVersion")}</p>
          ) : (
            <Changes changes={one.changes} guidelines={one.guidelines_changed} />
          )}
          <button
            type="button"
            className="button edge small"
            aria-expanded={open === one.version}
            onClick={() => setOpen(open === one.version ? null : one.version)}
          >
            {t(open === one.version ? "builder.closeVersion" : "builder.openVersion")}{" "}
            <span className="hidden">{t("builder.version", { n: one.version })}</span>
          </button>
          {open === one.version && <Written base={base} version={one.version} />}
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

/** A version as it was written, to be read only. */
function Written({ base, version }: { base: string; version: number }) {
  const found = useQuery({
    queryKey: [base, version],
    staleTime: Infinity,
    queryFn: ({ signal }) => api.get<Whole>(`${base}/${version}`, { signal }),
  });
  if (found.error) return <ProblemBox error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton lines={6} />;
  const { source, spec, guidelines } = found.data;
  const parts = [
    [t("builder.yaml"), source || asYaml(spec)],
    [t("builder.guidelines"), guidelines],
  ] as const;
  return (
    <>
      {parts.map(
        ([words, text]) =>
          text && (
            // it scrolls, so the keyboard must reach it
            <pre
              key={words}
              className="builder-graph builder-written"
              // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
              tabIndex={0}
              role="region"
              aria-label={`${t("builder.version", { n: version })}: ${words}`}
              dir="auto"
            >
              {text}
            </pre>
          ),
      )}
    </>
  );
}
