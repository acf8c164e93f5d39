import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { toast } from "sonner";
import { useMayManageKeys } from "../../../server/account.ts";
import { describeFailure } from "../../../server/describe-failure.ts";
import { readFailure } from "../../../server/failure.ts";
import { requireOrganizationOfPage } from "../../../server/organization-of-page.ts";
import { findPastedKey, wholeKeyIn } from "./find-pasted-key.ts";

/**
 * Finds the key whose secret is pasted into the search: exactly that one, by its hash. The search goes on with the key's id. Members
 * who manage no keys may not ask whose key a secret is.
 * @returns whether a text holds a whole key, which is then looked for.
 */
export function useFindPastedKey(onFound: (id: string) => void): (text: string) => boolean {
  const mayManage = useMayManageKeys();
  const router = useRouter();
  return useCallback(
    (text) => {
      const secret = mayManage ? wholeKeyIn(text) : null;
      if (secret === null) return false;
      const find = async () => {
        const found = await findPastedKey(secret);
        if (found === null) {
          toast.error("This is not one of your keys.", {
            description: "No key of the organizations that you manage has this secret. One wrong character is enough.",
          });
        } else if (found.organization.id === requireOrganizationOfPage()) {
          onFound(found.key.id);
        } else {
          const { slug, name } = found.organization;
          const open = () =>
            void router.navigate({ to: "/o/$slug/keys/$keyId", params: { slug, keyId: found.key.id } });
          toast.info(`This is a key of ${name}: ${found.key.name}`, { action: { label: "Open", onClick: open } });
        }
      };
      find().catch((error: unknown) => {
        const { title, detail } = describeFailure(readFailure(error));
        toast.error(title, { description: detail });
      });
      return true;
    },
    [mayManage, onFound, router],
  );
}
