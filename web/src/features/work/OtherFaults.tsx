/** What the server said that is about no question on the page. */
import type { Fault } from "../../api/shapes";
import type { Asked } from "../../schema/answers";

export function OtherFaults({ faults, questions }: { faults: readonly Fault[]; questions: readonly Asked[] }) {
  const names = new Set(questions.map((one) => one.question.name));
  const other = faults.filter((fault) => !names.has(fault.pointer.split("/")[2] ?? ""));
  if (!other.length) return null;
  return (
    <ul className="work-notice bad" role="alert">
      {other.map((fault) => (
        <li key={fault.pointer + fault.code}>
          <code>{fault.pointer}</code> {fault.message}
        </li>
      ))}
    </ul>
  );
}
