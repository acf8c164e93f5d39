import { Toaster } from "sonner";
import { useTheme } from "../theme/theme.ts";

export function AppToaster() {
  return <Toaster position="bottom-right" theme={useTheme()} gap={8} />;
}
