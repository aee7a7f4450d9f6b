/** What the server holds and the changes to it that are still on their way, shown as one: a press is seen at once, and the next one begins from it. */
import { useMutation, useMutationState, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useState } from "react";

/** Data with changes on top. */
type Apply<Data, Change> = (data: Data, change: Change) => Data;

const nameOf = (key: QueryKey) => ["change", ...key];

/** What a query holds, with the changes to it that anybody on this page has sent and the server has not told back yet. */
export function useShown<Data, Change>(
  key: QueryKey,
  data: Data | undefined,
  apply: Apply<Data, Change>,
): Data | undefined {
  const coming = useMutationState({
    filters: { mutationKey: nameOf(key), exact: true, status: "pending" },
    select: (one) => one.state.variables as Change,
  });
  return data === undefined ? undefined : coming.reduce(apply, data);
}

/**
 * Sends changes to what a query holds, one after another, each until the query has been read again; meanwhile `shown` has them.
 * One that is refused is not in it any more, and its `error` says why.
 *
 * `const { shown, mutate, error } = useChanges(key, members.data, send, (all, one) => [...])`
 */
export function useChanges<Data, Change>(
  key: QueryKey,
  data: Data | undefined,
  send: (change: Change) => Promise<unknown>,
  apply: Apply<Data, Change>,
) {
  const client = useQueryClient();
  const shown = useShown(key, data, apply);
  const [error, setError] = useState<Error | null>(null);
  const { mutate } = useMutation<unknown, Error, Change>({
    mutationKey: nameOf(key),
    scope: { id: JSON.stringify(key) },
    mutationFn: send,
    onMutate: () => setError(null),
    onError: setError, // of any of them, not only of the last
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  return { shown, mutate, error };
}
