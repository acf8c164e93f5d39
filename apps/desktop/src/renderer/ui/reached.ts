import { createContext } from "react";

/**
 * Whether pointer or focus has been on the row around. What one needs only then is not set up before: a long list would
 * have it hundreds of times. Outside of such rows it is there from the start.
 */
export const Reached = createContext(true);
