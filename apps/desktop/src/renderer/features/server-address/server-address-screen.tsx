import { useState, type FormEvent } from "react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { DesktopHost } from "../../../shared/host-bridge.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { EntryLayout } from "../../ui/entry-layout.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { useDebounced } from "../../ui/use-debounced.ts";
import { CheckResult } from "./check-result.tsx";
import { SavedServers } from "./saved-servers.tsx";
import { useServers } from "./use-servers.ts";

const ASK_AFTER_MS = 350;
const ASK_AGAIN_MS = 3_000;

/** Where the server is, asked live while it is typed. Only the desktop app asks: a browser has come from its server. */
export function ServerAddressScreen({ host }: { host: DesktopHost }) {
  const saved = useQuery({ queryKey: ["server-address"], queryFn: () => host.getServerAddress() });
  if (saved.data === undefined) return null;
  if (saved.data.source === "environment") return <GivenByEnvironment url={saved.data.url} />;
  // What is in use already stands in the list of saved servers; the field is for another one.
  const isKnown = saved.data.source === "saved";
  return <ServerAddressForm key={saved.data.source} host={host} initialUrl={isKnown ? "" : saved.data.url} />;
}

function ServerAddressForm({ host, initialUrl }: { host: DesktopHost; initialUrl: string }) {
  const { servers, switchTo, forget } = useServers(host);
  const [typed, setTyped] = useState(initialUrl);
  const debounced = useDebounced(typed, ASK_AFTER_MS);
  const check = useQuery({
    queryKey: ["check-server", debounced],
    queryFn: () => host.checkServer(debounced),
    enabled: debounced.trim() !== "",
    refetchInterval: ({ state }) => (state.data?.kind === "ok" ? false : ASK_AGAIN_MS),
    gcTime: 0,
  });
  const result = debounced === typed ? check.data : undefined;
  const [isSaving, setSaving] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (result?.kind !== "ok") return void check.refetch();
    setSaving(true);
    await switchTo(typed);
  };

  return (
    <EntryLayout
      title={servers.length > 0 ? "Servers" : "Connect to your server"}
      lead="The address where your organization runs Excalibur."
    >
      {servers.length > 0 && (
        <SavedServers servers={servers} onUse={(url) => void switchTo(url)} onForget={(url) => void forget(url)} />
      )}
      <form onSubmit={(event) => void save(event)} noValidate className="space-y-4">
        <Field label={servers.length > 0 ? "Another server’s address" : "Server address"}>
          {(control) => (
            <Input
              {...control}
              autoFocus={servers.length === 0}
              inputMode="url"
              value={typed}
              placeholder="https://excalibur.example.com"
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <CheckResult url={debounced} result={result} isEmpty={typed.trim() === ""} />
        <Button type="submit" look="primary" busy={isSaving} disabled={result?.kind !== "ok"} className="w-full">
          Continue
        </Button>
      </form>
    </EntryLayout>
  );
}

function GivenByEnvironment({ url }: { url: string }) {
  return (
    <EntryLayout title="Servers">
      <Callout tone="info">
        This run of the app works with {url}, as EXCALIBUR_SERVER_URL says. Start it without that to choose a server
        here.
      </Callout>
      <Link to="/" className="mt-4 block text-center underline underline-offset-2">
        Back
      </Link>
    </EntryLayout>
  );
}
