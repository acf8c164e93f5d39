import { useQuery } from "@tanstack/react-query";
import { Tabs } from "radix-ui";
import { serverUrl } from "../../../host/host.ts";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import { recipesFor } from "./recipes.ts";

/** What to type on the executor's machine, by the kind of machine. */
export function RecipeTabs({ executorName }: { executorName: string }) {
  const url = useQuery({ queryKey: ["server-url"], queryFn: serverUrl }).data;
  if (url === undefined) return null;
  const recipes = recipesFor(url, executorName);
  return (
    <Tabs.Root defaultValue="metal">
      <Tabs.List aria-label="Where the executor runs" className="flex gap-1 border-b border-line">
        {recipes.map(({ id, title }) => (
          <Tabs.Trigger
            key={id}
            value={id}
            className="-mb-px rounded-t-md border-b-2 border-transparent px-2.5 pt-1 pb-1.5 text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {title}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {recipes.map(({ id, steps }) => (
        <Tabs.Content key={id} value={id} tabIndex={-1} className="min-h-[196px] pt-3">
          <ol className="space-y-3">
            {steps.map(({ words, code }) => (
              <li key={code} className="space-y-1.5">
                <p>{words}</p>
                <CodeBlock code={code} />
              </li>
            ))}
          </ol>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

function CodeBlock({ code }: { code: string }) {
  return (
    <div className="relative rounded-lg bg-sunken">
      <ScrollRegion label="Command" className="max-h-44 rounded-lg px-3 py-2 pr-9">
        <pre className="font-mono text-sm">{code}</pre>
      </ScrollRegion>
      <CopyButton text={code} label="Copy the command" className="absolute top-2 right-2 bg-sunken" />
    </div>
  );
}
