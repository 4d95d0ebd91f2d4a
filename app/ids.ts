import { v7 } from "uuid";

/** A new id. Version 7 carries its time, so that rows made together lie together. Never shown as a public token. */
export const newId = (): string => v7();
