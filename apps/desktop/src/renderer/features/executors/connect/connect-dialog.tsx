import type { ApiKeyView, CodeView, ExecutorPlace, Recipe } from "@excalibur/api/contract";
import { lazy, Suspense, useState } from "react";
import type { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";
import { ConnectFormDialog } from "./connect-form-dialog.tsx";

const CodeDialog = lazy(() => import("./code-dialog.tsx"));
const RecipeDialog = lazy(() => import("./recipe-dialog.tsx"));

/** What connecting has made: a key, its secret this once, and the recipe with the secret's place left open. */
export interface Connection extends Recipe {
  place: ExecutorPlace;
  name: string;
  key: ApiKeyView;
  secret: OneTimeSecret;
}

/** A code with which an executor's host makes the key itself. */
export interface Enrolment {
  name: string;
  code: CodeView;
  /** The code as it is typed. */
  secret: OneTimeSecret;
  serverUrl: string;
}

/** Asks where and as what an executor will run, then shows the recipe until it is stored, or a code. */
export default function ConnectDialog({ onClose }: { onClose: () => void }) {
  const [connection, setConnection] = useState<Connection | null>(null);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  if (enrolment !== null) {
    return (
      <Suspense>
        <CodeDialog enrolment={enrolment} onClose={onClose} />
      </Suspense>
    );
  }
  if (connection === null) {
    return <ConnectFormDialog onClose={onClose} onConnected={setConnection} onCode={setEnrolment} />;
  }
  const forget = () => {
    connection.secret.forget();
    onClose();
  };
  return (
    <Suspense>
      <RecipeDialog connection={connection} onStored={forget} />
    </Suspense>
  );
}
