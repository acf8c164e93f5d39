import { LoaderCircle } from "lucide-react";
import type { ServerCheck } from "../../../shared/host-bridge.ts";
import { isThisMachine } from "../../../shared/server-url.ts";
import { UNREACHABLE_MESSAGES } from "../../server/describe-failure.ts";
import { Callout } from "../../ui/callout.tsx";

interface CheckResultProps {
  url: string;
  result: ServerCheck | undefined;
  isEmpty: boolean;
}

/** What the address answers at this moment. */
export function CheckResult({ url, result, isEmpty }: CheckResultProps) {
  return (
    <div aria-live="polite" className="min-h-10">
      {isEmpty ? null : result === undefined ? <Asking /> : <Answer url={url} result={result} />}
    </div>
  );
}

function Asking() {
  return (
    <p className="flex items-center gap-2 py-2.5 text-muted">
      <LoaderCircle aria-hidden className="size-4 animate-spin" />
      Asking…
    </p>
  );
}

function Answer({ url, result }: { url: string; result: ServerCheck }) {
  switch (result.kind) {
    case "ok":
      if (!result.isMadeForThisApp)
        return (
          <Callout tone="caution">
            Excalibur {result.version} answers, but this app is made for another version. Some screens may not work: use
            the app of that version, or the console at this address.
          </Callout>
        );
      return result.overTls || isThisMachine(url) ? (
        <Callout tone="positive">
          Excalibur {result.version} answers in {result.latencyMs} ms,{" "}
          {result.overTls ? "encrypted with TLS" : "on this machine"}.
        </Callout>
      ) : (
        <Callout tone="caution">
          Excalibur {result.version} answers, but without TLS: an attacker on the network can read your password and
          every new key.
        </Callout>
      );
    case "invalidAddress":
      return <Callout tone="info">This is not an address yet. It looks like https://excalibur.example.com.</Callout>;
    case "unreachable":
      return <Callout tone="danger">No answer. {UNREACHABLE_MESSAGES[result.cause](url)}</Callout>;
    case "notExcalibur":
      return (
        <Callout tone="danger">Something answers there (status {result.httpStatus}), but it is not Excalibur.</Callout>
      );
  }
}
