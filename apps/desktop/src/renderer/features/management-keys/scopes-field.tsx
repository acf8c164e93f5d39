import { MANAGEMENT_SCOPES, type ManagementScope } from "@excalibur/api/contract";
import { useId } from "react";
import { FieldError } from "../../ui/field.tsx";

export const SCOPE_LABELS: Readonly<Record<ManagementScope, string>> = {
  "keys:read": "List API keys",
  "keys:write": "Create, rotate, revoke and delete API keys",
  "executors:read": "List executors",
  "executors:write": "Revoke the access of executors, and delete them",
  "events:read": "Read events",
  "audit:read": "Read, export and verify the audit log",
  "audit:cosign": "Hand in heads of the audit log that a witness has co-signed",
  "members:read": "List members",
  "policies:write": "Change the policy of keys: how long they live, and whether unused ones end",
  "channels:read": "List notification channels and their messages",
  "channels:write": "Create, change, try and delete notification channels",
};

interface ScopesFieldProps {
  scopes: readonly ManagementScope[];
  error: string | undefined;
  onScopes: (scopes: ManagementScope[]) => void;
}

/** What the key may be used for: nothing is chosen at first. */
export function ScopesField({ scopes, error, onScopes }: ScopesFieldProps) {
  const errorId = useId();
  return (
    <fieldset aria-describedby={error === undefined ? undefined : errorId} className="space-y-1.5 touch:space-y-6">
      <legend className="mb-1 font-medium">Scopes</legend>
      {MANAGEMENT_SCOPES.map((scope) => (
        <label key={scope} className="flex items-start gap-2.5">
          <input
            type="checkbox"
            checked={scopes.includes(scope)}
            onChange={({ target }) =>
              onScopes(target.checked ? [...scopes, scope] : scopes.filter((other) => other !== scope))
            }
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span>
            <span className="font-mono text-sm">{scope}</span>{" "}
            <span className="text-sm text-muted">{SCOPE_LABELS[scope]}</span>
          </span>
        </label>
      ))}
      {error !== undefined && <FieldError id={errorId}>{error}</FieldError>}
    </fieldset>
  );
}
