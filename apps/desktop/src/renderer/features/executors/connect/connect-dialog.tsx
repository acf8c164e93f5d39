import type { ApiKeyView, ExecutorPlace, Recipe } from "@excalibur/api/contract";
import { lazy, Suspense, useState } from "react";
import type { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";
import { ConnectFormDialog } from "./connect-form-dialog.tsx";

const RecipeDialog = lazy(() => import("./recipe-dialog.tsx"));

/** What connecting has made: a key, its secret this once, and the recipe with the secret's place left open. */
export interface Connection extends Recipe {
  place: ExecutorPlace;
  name: string;
  key: ApiKeyView;
  secret: OneTimeSecret;
}

/** Asks where and as what an executor will run, then shows the recipe until it is stored. */
export default function ConnectDialog({ onClose }: { onClose: () => void }) {
  const [connection, setConnection] = useState<Connection | null>(null);
  if (connection === null) return <ConnectFormDialog onClose={onClose} onConnected={setConnection} />;
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
