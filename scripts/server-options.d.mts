export function serverOptions(): string[];
