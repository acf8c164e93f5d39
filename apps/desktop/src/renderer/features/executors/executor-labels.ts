import type { ExecutorKind } from "@excalibur/api/contract";

export const KIND_LABELS: Readonly<Record<ExecutorKind, string>> = { agent: "Agent", operator: "Operator" };
