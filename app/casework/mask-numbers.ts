/** Identity numbers that somebody typed into a text do not leave the house: all but their first six and last four is hidden. */
const NUMBER = /(?<![0-9A-Za-z])(\d{6})\d{8}(\d{3}[\dXx])(?![0-9A-Za-z])/g;

/** The same value with every text in it masked. */
export function maskNumbers<T>(value: T): T {
  if (typeof value === "string") return value.replace(NUMBER, "$1********$2") as T;
  if (Array.isArray(value)) return value.map((one) => maskNumbers(one)) as T;
  if (value !== null && typeof value === "object" && !(value instanceof Date))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, maskNumbers(one)])) as T;
  return value;
}
