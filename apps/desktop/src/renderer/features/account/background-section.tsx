import { useQuery } from "@tanstack/react-query";
import { host } from "../../host/host.ts";
import { queryClient } from "../../server/query-client.ts";
import { Section } from "../../ui/section.tsx";

const QUERY_KEY = ["runs-in-background"];

/** Whether the desktop app goes on when its window is closed. */
export function BackgroundSection() {
  const { data: isOn } = useQuery({
    queryKey: QUERY_KEY,
    queryFn: () => (host.kind === "desktop" ? host.runsInBackground() : false),
    staleTime: 0,
  });
  if (host.kind !== "desktop" || isOn === undefined) return null;
  const desktop = host;
  const choose = async (isChosen: boolean) => {
    queryClient.setQueryData(QUERY_KEY, isChosen);
    await desktop.setRunsInBackground(isChosen);
  };
  return (
    <Section title="This app" lead="On this machine only.">
      <label className="flex items-start gap-2.5">
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ target }) => void choose(target.checked)}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        <span>
          Keep running in the tray when the window is closed
          <span className="block text-sm text-muted">
            It goes on showing notifications. Quit it from the tray or the menu.
          </span>
        </span>
      </label>
    </Section>
  );
}
