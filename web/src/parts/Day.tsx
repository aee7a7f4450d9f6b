/** A day to choose, which counts once its year is typed to the end. */
import { useTyped } from "./useTyped";

interface Props {
  readonly label: string;
  readonly value: string;
  /** Whether it may be empty, which counts too. */
  readonly optional?: boolean;
  readonly onChange: (day: string) => void;
}

export function Day({ label, value, optional = false, onChange }: Props) {
  const [typed, setTyped] = useTyped(value);
  const change = (day: string) => {
    setTyped(day);
    if (day ? day >= "1900" : optional) onChange(day);
  };
  return (
    <label className="field">
      {label}
      <input
        type="date"
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={() => setTyped(value)}
      />
    </label>
  );
}
