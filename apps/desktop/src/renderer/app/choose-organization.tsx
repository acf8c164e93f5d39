import { lazy, Suspense, useState } from "react";
import { OrganizationChoice } from "../features/session/organization-choice.tsx";
import { useSessionActions } from "./use-session-actions.ts";

const NewOrganizationDialog = lazy(() => import("../features/organization/new-organization-dialog.tsx"));

/** Says why there is no organization to show, and leads to one. */
export function ChooseOrganization({ title, lead }: { title: string; lead: string }) {
  const { goTo, leave } = useSessionActions();
  const [isCreating, setCreating] = useState(false);
  const open = (slug: string) => void goTo(slug);
  return (
    <>
      <OrganizationChoice
        title={title}
        lead={lead}
        onChoose={open}
        onNew={() => setCreating(true)}
        onSignOut={() => void leave()}
      />
      <Suspense>{isCreating && <NewOrganizationDialog onClose={() => setCreating(false)} onCreated={open} />}</Suspense>
    </>
  );
}
