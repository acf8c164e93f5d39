import { lazy, Suspense, useState } from "react";
import type { Connection, Enrolment } from "./connection.ts";
import { ConnectFormDialog } from "./connect-form-dialog.tsx";

const CodeDialog = lazy(() => import("./code-dialog.tsx"));
const RecipeDialog = lazy(() => import("./recipe-dialog.tsx"));

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
