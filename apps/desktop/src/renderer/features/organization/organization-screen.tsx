import { useAccount, useMayManageKeys } from "../../server/account.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { CodesSection } from "./codes/codes-section.tsx";
import { GeneralSection } from "./general-section.tsx";
import { ActivationSection } from "./activation-section.tsx";
import { OwnershipSection } from "./ownership-section.tsx";

/** The organization itself: what it is called, whose it is, and whether it works. */
export function OrganizationScreen() {
  const organization = useAccount()?.organization;
  const mayManageKeys = useMayManageKeys();
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Organization" windowTitle="Organization" />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {organization != null && (
          <div className="max-w-[528px] space-y-8 px-6 py-6">
            <GeneralSection key={organization.id} organization={organization} />
            {mayManageKeys && <CodesSection />}
            <OwnershipSection role={organization.role} />
            {organization.role === "owner" && <ActivationSection organization={organization} />}
          </div>
        )}
      </div>
    </div>
  );
}
