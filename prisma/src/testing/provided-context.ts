declare module "vitest" {
  interface ProvidedContext {
    /** The PostgreSQL server of this run and the migrated database to clone. */
    excaliburPostgres: { serverUrl: string; template: string } | undefined;
  }
}

export {};
