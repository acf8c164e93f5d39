const PLACE = "{{apiKey}}";

/** A recipe with the key in its place: the text that is pasted. The server never has both together. */
export function fillInKey(recipe: string, key: string): string {
  return recipe.replaceAll(PLACE, () => key);
}
