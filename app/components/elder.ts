import { createContext } from "react";

/** Whether the reader chose the elder mode; the root provides it and marks <html>. */
export const ElderContext = createContext(false);
