/** Of every row of a long list, drawn or on its way. */
export const ROW_HEIGHT_PX = 44;
