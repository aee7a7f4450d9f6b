import type { ViewProps } from "../../schema/kinds";

export function View({ value }: ViewProps<string>) {
  return (
    <span dir="auto" className="said">
      {value}
    </span>
  );
}
