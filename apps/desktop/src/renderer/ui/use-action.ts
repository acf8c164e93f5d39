import { useRef, useState } from "react";
import { readFailure, type Failure } from "../server/failure.ts";

interface Action {
  isRunning: boolean;
  /** Why the last attempt failed; null before one and while one runs. */
  failure: Failure | null;
  run: () => void;
}

/**
 * One thing a dialog does. Deliberately no cached mutation: what comes back may hold a secret, and nothing but the caller
 * shall keep it.
 */
export function useAction(act: () => Promise<void>): Action {
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isBusy = useRef(false);
  const run = async () => {
    // A second press before the first render must not act twice.
    if (isBusy.current) return;
    isBusy.current = true;
    setRunning(true);
    setFailure(null);
    try {
      await act();
    } catch (error) {
      setFailure(readFailure(error));
    } finally {
      isBusy.current = false;
      setRunning(false);
    }
  };
  return { isRunning, failure, run: () => void run() };
}
