import { useSearch } from "@tanstack/react-router";
import { AuditScreen } from "../../features/audit-log/audit-screen.tsx";

export default function Audit() {
  return <AuditScreen filter={useSearch({ from: "/app/audit" })} />;
}
