/** What every part of the telling knows: the days, the source of chance, the people, and ids as they come to be. */
import type { DateOn } from "~/calendar";
import type { Random } from "~/questions/random";
import type { Person } from "./cast.ts";
import type { Chronicle } from "./chronicle.ts";

export type District = {
  /** Today in China. */
  today: DateOn;
  /** The instant up to which the story is told. */
  now: Date;
  chronicle: Chronicle;
  random: Random;
  /** By unit code, once the unit stands. */
  unitId: Map<string, string>;
  /** By login name, once the account is open. */
  accountId: Map<string, string>;
  people: Person[];
  /** The application that is or was last under way, by person. */
  applicationId: Map<Person, string>;
  /** The newest certificate. */
  certificateId: Map<Person, string>;
  /** The post somebody was put on. */
  seat: Map<Person, { factId: string; positionId: string }>;
};

/** An account that has been opened by now. */
export function actor({ accountId }: District, login: string): string {
  const id = accountId.get(login);
  if (!id) throw new Error(`Nobody has opened the account ${login} yet`);
  return id;
}

export function unit({ unitId }: District, code: string): string {
  const id = unitId.get(code);
  if (!id) throw new Error(`There is no unit ${code} yet`);
  return id;
}

/** Lists of things by what they have in common, in the order in which each first comes. */
export function grouped<T, K>(list: readonly T[], keyOf: (item: T) => K): [K, T[]][] {
  const groups = new Map<K, T[]>();
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
}
