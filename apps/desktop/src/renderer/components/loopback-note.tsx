import type { ExecutorPlace, Recipe } from "@excalibur/api/contract";
import { Callout } from "../ui/callout.tsx";

interface LoopbackNoteProps {
  place: ExecutorPlace;
  recipe: Pick<Recipe, "serverUrl" | "isLoopback">;
}

/** Says that the commands lead no other machine to the server, and what sets the address that does. */
export function LoopbackNote({ place, recipe: { serverUrl, isLoopback } }: LoopbackNoteProps) {
  if (!isLoopback || place === "environment") return null;
  return (
    <Callout tone="caution">
      {serverUrl} leads every machine to itself. If the executor does not run on the server’s machine, set{" "}
      <code className="font-mono">EXCALIBUR_PUBLIC_URL</code> where the server runs, such as https://keys.example.com,
      and restart it.
    </Callout>
  );
}
