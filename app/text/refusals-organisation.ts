import type { Facts } from "~/verdict";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

/** The room of units refuses nothing of its own yet: what is wrong with a body is said where it is relied on. */
const zh = {} satisfies Record<string, Entry>;
const en: Record<keyof typeof zh, Entry> = {};

export const organisationRefusals = { "zh-CN": zh, en };
