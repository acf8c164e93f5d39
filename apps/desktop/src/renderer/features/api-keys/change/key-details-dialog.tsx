import type { ApiKeyView } from "@excalibur/api/contract";
import { useState } from "react";
import { DetailsDialog } from "../../../components/details-dialog.tsx";
import { keyWasUpdated } from "../../../components/key-cache.ts";
import { NO_OWNER } from "../../../components/no-owner.ts";
import { OwnerSelect } from "../../../components/owner-field.tsx";
import { apiClient } from "../../../server/api.ts";
import { Field } from "../../../ui/field.tsx";

/** Changes the note, the labels and the owner of a key. */
export default function KeyDetailsDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const [owner, setOwner] = useState<string | null>(null);
  // What was not chosen stays as it is, also when another person has changed it meanwhile.
  const chosen = owner === null ? {} : { ownerId: owner === NO_OWNER ? null : owner };
  return (
    <DetailsDialog
      of={apiKey}
      example="env=prod team=edge"
      save={async (details) =>
        keyWasUpdated(await apiClient.apiKeys.update.mutate({ id: apiKey.id, ...details, ...chosen }))
      }
      onClose={onClose}
    >
      <Field label="Owner" hint="The member who answers for it. A successor inherits note, labels and owner.">
        {(control) => (
          <OwnerSelect
            {...control}
            value={owner ?? apiKey.owner?.id ?? NO_OWNER}
            onChange={(event) => setOwner(event.target.value)}
          />
        )}
      </Field>
    </DetailsDialog>
  );
}
