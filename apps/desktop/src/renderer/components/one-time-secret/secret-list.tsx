import { ScrollRegion } from "../../ui/scroll-region.tsx";
import type { OneTimeSecret } from "./one-time-secret.ts";

interface SecretListProps {
  /** What the secrets are, for screen readers. */
  label: string;
  secrets: readonly { readonly id: string; readonly name: string; readonly secret: OneTimeSecret }[];
}

/** Many secrets, each under its name, the one time that they can be shown. */
export function SecretList({ label, secrets }: SecretListProps) {
  return (
    <ScrollRegion label={label} className="max-h-[45vh] rounded-lg border border-accent bg-accent-soft px-3 py-1.5">
      <dl>
        {secrets.map(({ id, name, secret }) => (
          <div key={id} className="py-1.5">
            <dt className="font-medium [overflow-wrap:anywhere]">
              <bdi>{name}</bdi>
            </dt>
            <dd className="font-mono text-sm break-all select-all">{secret.reveal()}</dd>
          </div>
        ))}
      </dl>
    </ScrollRegion>
  );
}
