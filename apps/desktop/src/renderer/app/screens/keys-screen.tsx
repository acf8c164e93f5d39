import { useSearch } from "@tanstack/react-router";
import { KeysScreen } from "../../features/api-keys/list/keys-screen.tsx";

export default function Keys() {
  return <KeysScreen filter={useSearch({ from: "/app/keys" })} />;
}
