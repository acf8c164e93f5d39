/** In UTF-16 units, as a form's field counts. */
export const MAX_NOTE_LENGTH = 500;
