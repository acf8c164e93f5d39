import { ChooseOrganization } from "../choose-organization.tsx";

export default function NoOrganization() {
  return (
    <ChooseOrganization
      title="You are in no organization"
      lead="Ask an owner to invite you, or create an organization of your own."
    />
  );
}
