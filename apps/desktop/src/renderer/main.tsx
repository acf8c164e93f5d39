import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { router } from "./app/router.tsx";
import { AppToaster } from "./app/app-toaster.tsx";
import { queryClient } from "./server/query-client.ts";
import { startTheme } from "./theme/theme.ts";
import "./index.css";

startTheme();

const container = document.getElementById("root");
if (container === null) throw new Error("The page has no #root.");

createRoot(container).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <AppToaster />
    </QueryClientProvider>
  </StrictMode>,
);
