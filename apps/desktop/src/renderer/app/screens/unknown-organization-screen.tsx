import { ChooseOrganization } from "../choose-organization.tsx";

export default function UnknownOrganization({ slug }: { slug: string }) {
  return (
    <ChooseOrganization
      title={`You have no organization “${slug}”`}
      lead="It may have been renamed, or you are not, or no longer, a member of it."
    />
  );
}
