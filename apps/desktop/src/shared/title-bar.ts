/** Height of the strip at the window's upper edge that the system's buttons lie on and that the window is moved by. */
export const TITLE_BAR_HEIGHT_PX = 36;
