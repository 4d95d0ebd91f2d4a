import { v7 } from "uuid";

/** A new id. Version 7 carries its time, so that rows made together lie together. Never shown as a public token. */
export const newId = (): string => v7();

/** Whether what came with an address can be an id at all; PostgreSQL answers an error to what cannot. */
export function isUuid(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}
