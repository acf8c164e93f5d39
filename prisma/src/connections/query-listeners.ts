/** Calls listeners for every statement that reaches the driver. */
export interface QueryListeners {
  add(listener: () => void): () => void;
  notify(): void;
}

export function createQueryListeners(): QueryListeners {
  // Wrapped, so that adding one function twice makes two listeners.
  const listeners = new Set<{ call: () => void }>();
  return {
    add(listener) {
      const entry = { call: listener };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    notify() {
      for (const { call } of listeners) call();
    },
  };
}
