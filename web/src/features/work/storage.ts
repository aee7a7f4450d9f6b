/** What this browser keeps for a person: drafts and answers under way. Reload and lost connection don't touch it. */

export interface Store {
  readonly get: <T>(key: string) => T | null;
  readonly set: (key: string, value: unknown) => boolean;
  readonly remove: (key: string) => void;
}

/** On the browser's local storage; where that is full or forbidden, `set` says false and things last as long as the page. */
export function browserStore(prefix: string, storage: Storage = window.localStorage): Store {
  const memory = new Map<string, string>();
  return {
    get: <T>(key: string): T | null => {
      const raw = memory.get(key) ?? storage.getItem(prefix + key);
      if (raw === null) return null;
      try {
        return JSON.parse(raw) as T;
      } catch {
        return null; // somebody else wrote there; not ours to read
      }
    },
    set: (key, value) => {
      const raw = JSON.stringify(value);
      try {
        storage.setItem(prefix + key, raw);
        memory.delete(key);
        return true;
      } catch {
        memory.set(key, raw);
        return false;
      }
    },
    remove: (key) => {
      memory.delete(key);
      storage.removeItem(prefix + key);
    },
  };
}
