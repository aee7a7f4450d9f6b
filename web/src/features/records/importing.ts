/** Sends a file's rows to the project in parts, tells how far it is, and can be stopped: what was sent stays, and is known again by its ids. */
import { api, path } from "../../api/client";
import { recordOf, rowsOf, type Read } from "./reading";

const ROWS = 500; // rows of a request
const LETTERS = 2_000_000; // of a request, unless one row alone is larger
export const LISTED = 100; // refused rows that are shown

export interface Refused {
  readonly row: number;
  readonly id?: string | null;
  readonly pointer?: string;
  readonly message: string;
}

interface Report {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: readonly Refused[];
  readonly refused_more: number;
}

/** How far an import is. */
export interface Course {
  readonly bytes: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly faults: readonly Refused[];
}

export const START: Course = { bytes: 0, inserted: 0, updated: 0, unchanged: 0, refused: 0, faults: [] };

/** The numbers and lines of one request. */
class Part {
  numbers: number[] = [];
  lines: string[] = [];
  letters = 0;

  add(number: number, line: string): void {
    this.numbers.push(number);
    this.lines.push(line);
    this.letters += line.length;
  }

  get full(): boolean {
    return this.lines.length >= ROWS || this.letters >= LETTERS;
  }
}

/** Imports the file; resolves when all is sent, rejects when it is stopped (AbortError) or the server refuses. */
export async function importFile(
  project: string,
  fields: readonly string[],
  file: File,
  say: (fault: NonNullable<Read["fault"]>) => string,
  told: (course: Course) => void,
  signal: AbortSignal,
): Promise<void> {
  let course = START;
  let bytes = 0;
  const refuse = (faults: readonly Refused[], more = 0) => {
    const listed = [...course.faults, ...faults].slice(0, LISTED);
    course = { ...course, refused: course.refused + faults.length + more, faults: listed };
  };
  const send = async (part: Part) => {
    if (part.lines.length) {
      const report = await api.post<Report>(path("/projects/", project, "/records"), part.lines.join("\n"), {
        headers: { "Content-Type": "application/x-ndjson" },
        signal,
      });
      course = {
        ...course,
        inserted: course.inserted + report.inserted,
        updated: course.updated + report.updated,
        unchanged: course.unchanged + report.unchanged,
      };
      const place = (one: Refused) => ({ ...one, row: part.numbers[one.row - 1] ?? one.row });
      refuse(report.refused.map(place), report.refused_more);
    }
    course = { ...course, bytes };
    told(course);
  };
  let part = new Part();
  for await (const { number, row, fault } of rowsOf(file, (behind) => (bytes = behind))) {
    signal.throwIfAborted();
    if (fault) refuse([{ row: number, message: say(fault) }]);
    const record = row && (await recordOf(row, fields));
    if (record) part.add(number, JSON.stringify(record));
    else if (row) refuse([{ row: number, message: say("id") }]);
    if (part.full) {
      await send(part);
      part = new Part();
    }
  }
  await send(part);
}
