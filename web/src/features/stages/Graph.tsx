/** The stages drawn: boxes with counts, arrows with the numbers of their moves. What it says is in the tables beside it, too. */
import type { Progress, StageDef } from "../../api/shapes";
import { number, t } from "../../app/catalogue";
import { drawingOf, NODE, type Node } from "./layout";

interface Props {
  readonly stages: readonly StageDef[];
  readonly progress: Progress;
  /** The stages of what is escalated, each as often as it is. */
  readonly escalations: readonly string[];
}

export function Graph({ stages, progress, escalations }: Props) {
  const { width, height, nodes, edges } = drawingOf(stages);
  return (
    <svg
      className="stages-graph"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={t("stages.drawing")}
    >
      <defs>
        <marker
          id="arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto-start-reverse"
        >
          <path d="M0,0 L8,4 L0,8 z" className="stages-tip" />
        </marker>
      </defs>
      {edges.map((edge) => (
        <g key={edge.number} className={edge.move?.escalate ? "stages-edge escalates" : "stages-edge"}>
          <title>{`${edge.from} → ${edge.to}: ${edge.move?.when ?? t("stages.else")}`}</title>
          <path d={edge.path} markerEnd="url(#arrow)" {...(edge.move?.when ? { strokeDasharray: "5 4" } : {})} />
          <circle cx={edge.at[0]} cy={edge.at[1]} r="9" />
          <text x={edge.at[0]} y={edge.at[1]} dy="0.35em">
            {edge.number}
          </text>
        </g>
      ))}
      {nodes.map((node) => (
        <Box
          key={node.name}
          node={node}
          progress={progress}
          raised={escalations.filter((one) => one === node.name).length}
        />
      ))}
    </svg>
  );
}

function Box({ node, progress, raised }: { node: Node; progress: Progress; raised: number }) {
  const { name, stage, x, y } = node;
  const counts = progress.stages.find((one) => one.name === name);
  const end = progress.ends?.[name];
  const said = stage
    ? t("stages.counts", { open: number(counts?.open ?? 0), done: number(counts?.done ?? 0) })
    : number(end ?? 0);
  return (
    <g className={stage ? "stages-node" : "stages-node end"} data-stage={name}>
      <rect x={x} y={y} width={NODE.width} height={NODE.height} rx={stage ? 6 : NODE.height / 2} />
      <text x={x + 14} y={y + 24} className="stages-name">
        {stage ? name : t(`stages.end.${name as "done" | "rejected" | "returned"}`)}
        {stage?.kind && <tspan className="stages-kind"> {stage.kind}</tspan>}
      </text>
      <text x={x + 14} y={y + 43} className="stages-count">
        {said}
        {raised > 0 && <tspan className="stages-raised"> · {t("stages.raised", { n: raised })}</tspan>}
      </text>
    </g>
  );
}
