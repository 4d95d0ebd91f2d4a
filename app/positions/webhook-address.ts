/**
 * Where messages may be sent: addresses of other systems, never of this machine or of the networks around it, unless whoever
 * runs it has named them. In: an address as typed or as resolved, the networks named. Out: yes, or why not.
 */
import { BlockList, isIP } from "node:net";
import { type Refusal, refusal } from "~/verdict";
import { LONGEST_ADDRESS } from "./webhook";

type Network = readonly [network: string, bits: number];

/** Not of the public network: this machine, private and local ones, what is reserved, shared or said to many (RFC 6890). */
const INSIDE_IPV4: readonly Network[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
/** Addresses of the older protocol in clothes of the newer lead wherever those lead: none of them is needed. */
const INSIDE_IPV6: readonly Network[] = [
  ["::", 96],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];
const LOOPBACK: readonly Network[] = [
  ["127.0.0.0", 8],
  ["::1", 128],
];

const familyOf = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4");
function listOf(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const [network, bits] of networks) list.addSubnet(network, bits, familyOf(network));
  return list;
}
// Apart: a list takes an address of the older protocol for the same in clothes of the newer.
const inside = { ipv4: listOf(INSIDE_IPV4), ipv6: listOf(INSIDE_IPV6) };
const loopback = listOf(LOOPBACK);

/** May a message be sent to this resolved address? Without encryption only to this very machine, where it is named. */
export function mayReach(address: string, isEncrypted: boolean, named: readonly Network[]): boolean {
  if (isIP(address) === 0) return false;
  const family = familyOf(address);
  const isNamed = listOf(named).check(address, family);
  if (!isEncrypted) return isNamed && loopback.check(address, family);
  return isNamed || !inside[family].check(address, family);
}

/** The host of an address as it is resolved: of the newer protocol's addresses without their brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, "$1");

/**
 * Refusals: webhook.address-invalid; webhook.address-not-https; webhook.address-inside for an address written in figures.
 * What a name leads to is looked at with every sending.
 */
export function addressRefusals(typed: string, named: readonly Network[]): Refusal[] {
  const url = URL.canParse(typed) && typed.length <= LONGEST_ADDRESS ? new URL(typed) : null;
  if (url?.username !== "" || url.password !== "" || url.hash !== "" || !/^https?:$/.test(url.protocol))
    return [refusal("webhook.address-invalid", { most: LONGEST_ADDRESS })];
  const host = hostOf(url);
  const isEncrypted = url.protocol === "https:";
  if (isIP(host) !== 0 && mayReach(host, isEncrypted, named)) return [];
  return [
    ...(isEncrypted ? [] : [refusal("webhook.address-not-https")]),
    ...(isIP(host) !== 0 && !mayReach(host, true, named) ? [refusal("webhook.address-inside")] : []),
  ];
}
