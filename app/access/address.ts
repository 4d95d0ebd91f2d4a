/** Where a request comes from, in a word: shown to people in place of an address that is kept nowhere. */

export const ADDRESS_CLASSES = ["this-machine", "internal", "outside", "unknown"] as const;
export type AddressClass = (typeof ADDRESS_CLASSES)[number];

const THIS_MACHINE = /^(127\.|::1$)/;
const INTERNAL =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i;

export function addressClassOf(address: string): AddressClass {
  const plain = plainAddress(address);
  if (THIS_MACHINE.test(plain)) return "this-machine";
  if (INTERNAL.test(plain)) return "internal";
  return /^[0-9a-f:.]{3,45}$/i.test(plain) ? "outside" : "unknown";
}

/**
 * What tries are counted by: an IPv4 address, or the /64 of an IPv6 one, for a single machine has a whole /64 to try from.
 */
export function addressNetwork(address: string): string {
  const plain = plainAddress(address).toLowerCase();
  if (!plain.includes(":")) return plain;
  const [head = "", tail] = plain.split("::");
  const front = head.split(":").filter(Boolean);
  const back = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  return [...front, ...Array<string>(zeros).fill("0"), ...back]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ""))
    .join(":");
}

/** A server that listens on both kinds sees IPv4 addresses in IPv6 clothes. */
const plainAddress = (address: string) => address.trim().replace(/^::ffff:(?=\d+\.)/i, "");
