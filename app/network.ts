import { isIP } from "node:net";

/** A network as it is named in a setting, such as 10.20.0.0/16; null when it is none. */
export function networkFrom(text: string): [string, number] | null {
  const [, network = "", bits = ""] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(text.trim()) ?? [];
  const family = isIP(network);
  if (family === 0 || Number(bits) > (family === 6 ? 128 : 32)) return null;
  return [network, Number(bits)];
}
