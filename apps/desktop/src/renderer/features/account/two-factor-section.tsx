import { useState } from "react";
import { ShieldCheck, ShieldOff } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/section.tsx";
import { DisableTwoFactorDialog } from "./disable-two-factor-dialog.tsx";
import { SetUpTwoFactorDialog } from "./set-up-two-factor-dialog.tsx";

/** A code of an app besides the password, so that a stolen password alone opens nothing. */
export function TwoFactorSection({ isOn }: { isOn: boolean }) {
  const [open, setOpen] = useState<"setUp" | "disable" | null>(null);
  const close = () => setOpen(null);
  return (
    <Section title="Two-factor sign-in" lead="Signing in asks for a code of your authenticator app too.">
      <div className="flex items-center justify-between gap-4">
        <p className="flex items-center gap-2 font-medium">
          {isOn ? (
            <ShieldCheck aria-hidden className="size-4 text-positive" />
          ) : (
            <ShieldOff aria-hidden className="size-4 text-muted" />
          )}
          {isOn ? "On" : "Off"}
        </p>
        {isOn ? (
          <Button onClick={() => setOpen("disable")}>Turn off…</Button>
        ) : (
          <Button onClick={() => setOpen("setUp")}>Set up…</Button>
        )}
      </div>
      {open === "setUp" && <SetUpTwoFactorDialog onClose={close} />}
      {open === "disable" && <DisableTwoFactorDialog onClose={close} />}
    </Section>
  );
}
