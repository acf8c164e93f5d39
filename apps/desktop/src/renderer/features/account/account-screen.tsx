import { useAccount } from "../../server/account.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { BackgroundSection } from "./background-section.tsx";
import { PasswordSection } from "./password-section.tsx";
import { ProfileSection } from "./profile-section.tsx";
import { SessionsSection } from "./sessions-section.tsx";
import { ThemeSection } from "./theme-section.tsx";
import { TwoFactorSection } from "./two-factor-section.tsx";

/** The user's account, which is the same in all of their organizations. */
export function AccountScreen() {
  const user = useAccount()?.user;
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Account" windowTitle="Account" />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {user !== undefined && (
          <div className="max-w-[528px] space-y-8 px-6 py-6">
            <ProfileSection name={user.name} email={user.email} />
            <PasswordSection email={user.email} />
            <TwoFactorSection isOn={user.twoFactorEnabled} />
            <SessionsSection />
            <ThemeSection />
            <BackgroundSection />
          </div>
        )}
      </div>
    </div>
  );
}
