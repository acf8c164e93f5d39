import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Toaster } from "sonner";
import { router } from "./app/router.tsx";
import { queryClient } from "./server/query-client.ts";
import { TooltipProvider } from "./ui/tooltip.tsx";
import "./index.css";

const container = document.getElementById("root");
if (container === null) throw new Error("The page has no #root.");

createRoot(container).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <RouterProvider router={router} />
        <Toaster position="bottom-right" theme="system" gap={8} />
      </TooltipProvider>
    </QueryClientProvider>
  </StrictMode>,
);
