import type { ExecutorPlace } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { Tabs } from "radix-ui";
import { LoopbackNote } from "../../../components/loopback-note.tsx";
import { PLACE_CHOICES, PLACES } from "../../../components/executor-places.ts";
import type { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";
import { RecipeBox } from "../../../components/one-time-secret/recipe-box.tsx";
import { api } from "../../../server/api.ts";
import { readFailure } from "../../../server/failure.ts";
import { FailureCallout } from "../../../ui/failure-callout.tsx";

interface RecipeProps {
  executorName: string;
  secret: OneTimeSecret;
}

/** What to paste on the executor's machine, by the kind of machine. */
export function RecipeTabs(props: RecipeProps) {
  return (
    // As high as the smallest window has room for, with what stands above and below it.
    <Tabs.Root
      defaultValue={PLACE_CHOICES[0]?.value ?? ""}
      className="[--recipe-height:clamp(4.5rem,100vh-29rem,10rem)]"
    >
      <Tabs.List aria-label="Where the executor runs" className="flex gap-1 border-b border-line">
        {PLACE_CHOICES.map(({ value, title }) => (
          <Tabs.Trigger
            key={value}
            value={value}
            className="-mb-px rounded-t-md border-b-2 border-transparent px-2.5 pt-1 pb-1.5 text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {title}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {PLACE_CHOICES.map(({ value }) => (
        <Tabs.Content
          key={value}
          value={value}
          tabIndex={-1}
          className="min-h-[calc(var(--recipe-height)+86px)] space-y-2 pt-3"
        >
          <p className="text-pretty">
            {PLACES[value].paste} {PLACES[value].needs}
          </p>
          <PlaceRecipe {...props} place={value} />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

/** The recipe as the server writes it, with the key that only this page has put into it. */
function PlaceRecipe({ executorName, secret, place }: RecipeProps & { place: ExecutorPlace }) {
  const { data, error } = useQuery(
    api.executors.recipe.queryOptions({ name: executorName, place }, { staleTime: Infinity }),
  );
  if (error !== null) return <FailureCallout failure={readFailure(error)} />;
  if (data === undefined) return <div aria-hidden className="h-(--recipe-height) animate-wait rounded-lg bg-line" />;
  return (
    <>
      <LoopbackNote place={place} recipe={data} />
      <RecipeBox recipe={data.recipe} secret={secret} />
    </>
  );
}
