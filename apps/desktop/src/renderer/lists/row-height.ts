/** Of every row of a long list, drawn or on its way. */
export const ROW_HEIGHT_PX = 44;

/** Of the headings above them. */
export const HEAD_HEIGHT_PX = 36;
