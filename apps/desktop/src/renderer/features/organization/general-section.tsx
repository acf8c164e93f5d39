import { useState } from "react";
import { organizationName, organizationSlug, type AccountView } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { toast } from "sonner";
import { z } from "zod";
import { useMay } from "../../server/account.ts";
import { apiClient } from "../../server/api.ts";
import { readFailure, type Failure } from "../../server/failure.ts";
import { Button } from "../../ui/button.tsx";
import { Fact, Facts, IdFact } from "../../ui/facts.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { plainFieldErrors } from "../../ui/plain-field-errors.ts";
import { Section } from "../../ui/section.tsx";
import { useSavedForm } from "../../ui/use-saved-form.ts";
import { organizationHasChanged } from "./organization-cache.ts";

type Organization = NonNullable<AccountView["organization"]>;

const SLUG_HINT = "In file names and in the settings of executors that name their organization.";

/** Name and short name: to be changed by the owner, to be read by everyone else. */
export function GeneralSection({ organization }: { organization: Organization }) {
  const mayChange = useMay("manageOrganization");
  return (
    <Section title="General">
      {mayChange ? (
        <NameForm organization={organization} />
      ) : (
        <Facts>
          <Fact name="Name">
            <bdi>{organization.name}</bdi>
          </Fact>
          <Fact name="Short name">
            <span className="font-mono text-sm">{organization.slug}</span>
          </Fact>
          <IdFact id={organization.id} />
        </Facts>
      )}
    </Section>
  );
}

const nameForm = z.object({ name: organizationName, slug: organizationSlug });

function NameForm({ organization: { name, slug } }: { organization: Organization }) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useSavedForm({ name, slug }, zodResolver(nameForm, plainFieldErrors));
  const { errors, isSubmitting, isDirty } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    setFailure(null);
    try {
      await apiClient.organizations.update.mutate(input);
      await organizationHasChanged();
      toast.success("Saved.");
    } catch (error) {
      const refused = readFailure(error);
      if (refused.kind === "refused" && refused.reason === "slug_taken")
        form.setError("slug", { message: refused.message }, { shouldFocus: true });
      else setFailure(refused);
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="space-y-4">
      {failure !== null && <FailureCallout failure={failure} />}
      <Field label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register("name")} />}
      </Field>
      <Field label="Short name" error={errors.slug?.message} hint={SLUG_HINT}>
        {(control) => <Input {...control} className="font-mono text-sm" {...form.register("slug")} />}
      </Field>
      <Button type="submit" look="primary" busy={isSubmitting} disabled={!isDirty}>
        Save
      </Button>
    </form>
  );
}
