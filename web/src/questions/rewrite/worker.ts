/** Compares long texts away from the page. */
import { changesOf } from "./changes";

interface Job {
  readonly id: number;
  readonly before: string;
  readonly after: string;
  readonly lang: string | undefined;
}

self.onmessage = (event: MessageEvent<Job>) => {
  const { id, before, after, lang } = event.data;
  self.postMessage({ id, changes: changesOf(before, after, lang) });
};
