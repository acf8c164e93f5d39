/** How deep arrays and objects may lie inside each other: capabilities' 32 levels, and what tRPC puts around them. */
export const MAX_JSON_DEPTH = 64;

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/**
 * Whether JSON text stays within a depth and a number of values. It is to be asked before the text is parsed: parsing,
 * checking and copying cost as much as there are values, and some of it recurses. One pass over the characters; the text
 * need not be JSON.
 */
export function isJsonWithin(text: string, maxValues: number, maxDepth: number = MAX_JSON_DEPTH): boolean {
  let depth = 0;
  let values = 1;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (isInString) {
      if (character === BACKSLASH) index += 1;
      else if (character === QUOTE) isInString = false;
      continue;
    }
    switch (character) {
      case QUOTE:
        isInString = true;
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        values += 1;
        depth += 1;
        if (depth > maxDepth) return false;
        break;
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        depth -= 1;
        break;
      case COMMA:
        values += 1;
        break;
      default:
    }
  }
  return values <= maxValues;
}
