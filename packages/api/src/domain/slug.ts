export const MAX_SLUG_LENGTH = 48;

/** A short name for URLs and file names: lower-case letters, digits and single dashes. `Äcme, Inc.` → `acme-inc`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_SLUG_LENGTH)
    .replaceAll(/^-+|-+$/g, "");
  return slug === "" ? "organization" : slug;
}

/** The slug to try next when one is taken: `acme`, `acme-2`, `acme-3`, cut so that it fits. */
export function numberedSlug(slug: string, number: number): string {
  if (number === 1) return slug;
  const suffix = `-${number}`;
  return `${slug.slice(0, MAX_SLUG_LENGTH - suffix.length).replace(/-+$/, "")}${suffix}`;
}
