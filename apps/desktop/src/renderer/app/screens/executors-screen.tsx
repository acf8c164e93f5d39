import { useSearch } from "@tanstack/react-router";
import { ExecutorsScreen } from "../../features/executors/list/executors-screen.tsx";

export default function Executors() {
  return <ExecutorsScreen filter={useSearch({ from: "/app/executors" })} />;
}
