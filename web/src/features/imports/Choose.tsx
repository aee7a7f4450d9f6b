/** Files are chosen or dropped, and sent at once, with how far that is. */
import { useEffect, useRef, useState } from "react";

import { number, t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { chosen, dropped, send, type Named } from "./imports";

interface Props {
  readonly name: string;
  readonly onSent: (upload: string) => void;
}

interface Sending {
  readonly size: number;
  readonly got: number;
}

const MB = 1024 * 1024;

export function Choose({ name, onSent }: Props) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [over, setOver] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const take = async (files: readonly Named[]) => {
    if (files.length === 0 || sending) return;
    const control = new AbortController();
    stop.current = control;
    const size = files.reduce((sum, { file }) => sum + file.size, 0);
    setError(null);
    setSending({ size, got: 0 });
    try {
      onSent(await send(name, files, (got) => setSending({ size, got }), control.signal));
    } catch (failed) {
      if (!control.signal.aborted) setError(failed);
    }
    setSending(null);
  };
  const drop = (event: React.DragEvent) => {
    event.preventDefault();
    setOver(false);
    void dropped(event.dataTransfer).then(take);
  };
  return (
    <section
      className={over ? "import-drop over" : "import-drop"}
      aria-labelledby="import-choose"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2 id="import-choose">{t("import.drop")}</h2>
      {sending ? (
        <div className="import-sending">
          <progress max={sending.size || 1} value={sending.got} aria-label={t("import.sending")} />
          <span className="num small" role="status">
            {t("import.sent", {
              got: number(Math.floor(sending.got / MB)),
              size: number(Math.ceil(sending.size / MB)),
            })}
          </span>
          <button type="button" className="button edge" onClick={() => stop.current?.abort()}>
            {t("import.stop")}
          </button>
        </div>
      ) : (
        <p className="import-ways">
          <Way label={t("import.files")} onFiles={take} first />
          <Way label={t("import.folder")} onFiles={take} folder />
        </p>
      )}
      <p className="quiet small measure">{t("import.explain")}</p>
      {error != null && <ProblemBox error={error} />}
    </section>
  );
}

interface WayProps {
  readonly label: string;
  readonly onFiles: (files: readonly Named[]) => Promise<void>;
  readonly folder?: boolean;
  readonly first?: boolean;
}

/** A button that opens the browser's own choice of files. */
function Way({ label, onFiles, folder = false, first = false }: WayProps) {
  return (
    <label className={first ? "button do" : "button edge"}>
      {label}
      <input
        type="file"
        className="import-input"
        multiple
        {...(folder ? { webkitdirectory: "" } : {})}
        onChange={(event) => {
          const files = chosen(event.currentTarget.files);
          event.currentTarget.value = ""; // the same file again is another choice
          void onFiles(files);
        }}
      />
    </label>
  );
}
