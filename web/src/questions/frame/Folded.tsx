/** A line that says a question and the answer so far; choosing it makes it the active question. */
import type { Envelope, Fault } from "../../api/shapes";
import { t } from "../../app/catalogue";
import type { Posed } from "../../schema/kinds";
import { titleOf } from "./titles";

interface Props {
  readonly posed: Posed;
  readonly at: string;
  readonly envelope: Envelope | undefined;
  readonly faults: readonly Fault[];
  readonly lack: string | null;
  readonly onActivate: () => void;
}

export function Folded({ posed, at, envelope, faults, lack, onActivate }: Props) {
  return (
    <button type="button" className="q-folded" data-question={at} onClick={onActivate}>
      <b dir="auto">{titleOf(posed.question)}</b>
      <span className={lack || faults.length ? "need" : "quiet"}>
        {faults[0]?.message ?? lack ?? <Said posed={posed} envelope={envelope} />}
      </span>
    </button>
  );
}

/** The answer so far, in a line. */
export function Said({ posed, envelope }: { posed: Posed; envelope: Envelope | undefined }) {
  const { type, question, context, required } = posed;
  if (envelope?.na) return t(envelope.na === "not_applicable" ? "work.notApplicable" : "work.cannotAssess");
  if (envelope?.value !== undefined && type) {
    return <type.View question={question} context={context} value={envelope.value} />;
  }
  return required ? t("work.notAnswered") : t("work.optional");
}
