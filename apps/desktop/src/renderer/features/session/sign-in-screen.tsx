import { useNavigate } from "@tanstack/react-router";
import { EntryLayout } from "../../ui/entry-layout.tsx";
import { queryClient } from "../../server/query-client.ts";
import { ServerLine } from "./server-line.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export function SignInScreen({ next }: { next: string }) {
  const navigate = useNavigate();
  const enter = async () => {
    // Data read without a session, or in another one, is read again.
    queryClient.removeQueries();
    await navigate({ to: next, replace: true });
  };
  return (
    <EntryLayout title="Sign in to Excalibur" footer={<ServerLine />}>
      <SignInForm onSignedIn={enter} />
    </EntryLayout>
  );
}
