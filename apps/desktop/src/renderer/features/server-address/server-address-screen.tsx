import { useState, type FormEvent } from "react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { DesktopHost } from "../../../shared/host-bridge.ts";
import { queryClient } from "../../server/query-client.ts";
import { Button } from "../../ui/button.tsx";
import { EntryLayout } from "../../ui/entry-layout.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { useSettled } from "../../ui/use-settled.ts";
import { CheckResult } from "./check-result.tsx";

const ASK_AFTER_MS = 350;
const ASK_AGAIN_MS = 3_000;

/** Where the server is, asked live while it is typed. Only the desktop app asks: a browser has come from its server. */
export function ServerAddressScreen({ host }: { host: DesktopHost }) {
  const saved = useQuery({ queryKey: ["server-address"], queryFn: () => host.getServerAddress() });
  if (saved.data === undefined) return null;
  return <ServerAddressForm host={host} initialUrl={saved.data.url} />;
}

function ServerAddressForm({ host, initialUrl }: { host: DesktopHost; initialUrl: string }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(initialUrl);
  const settled = useSettled(typed, ASK_AFTER_MS);
  const check = useQuery({
    queryKey: ["check-server", settled],
    queryFn: () => host.checkServer(settled),
    enabled: settled.trim() !== "",
    refetchInterval: ({ state }) => (state.data?.kind === "ok" ? false : ASK_AGAIN_MS),
    gcTime: 0,
  });
  const result = settled === typed ? check.data : undefined;
  const [isSaving, setSaving] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (result?.kind !== "ok") return void check.refetch();
    setSaving(true);
    await host.setServerAddress(typed);
    queryClient.removeQueries();
    await navigate({ to: "/", replace: true });
  };

  return (
    <EntryLayout title="Connect to your server" lead="The address where your organization runs Excalibur.">
      <form onSubmit={(event) => void save(event)} noValidate className="space-y-4">
        <Field label="Server address">
          {(control) => (
            <Input
              {...control}
              autoFocus
              inputMode="url"
              value={typed}
              placeholder="https://excalibur.example.com"
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <CheckResult url={settled} result={result} isEmpty={typed.trim() === ""} />
        <Button type="submit" look="primary" busy={isSaving} disabled={result?.kind !== "ok"} className="w-full">
          Continue
        </Button>
      </form>
    </EntryLayout>
  );
}
