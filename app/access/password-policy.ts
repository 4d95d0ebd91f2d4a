/**
 * What a new password must be. Two profiles, because the two standards contradict each other: ASVS forbids the
 * composition rules and the periodic change that 等保 asks for. An installation chooses one.
 * In: the password, whose it is, the profile. Out: every reason against it at once.
 */
import { type Refusal, refusal, refuse, type Source, type Verdict, verdictOf } from "~/verdict";
import { commonPasswords } from "./common-passwords";

export const PASSWORD_PROFILES = ["asvs", "dengbao"] as const;
export type PasswordProfileName = (typeof PASSWORD_PROFILES)[number];

export type PasswordProfile = {
  name: PasswordProfileName;
  /** In characters as people count them. */
  shortest: number;
  /** How many of lower case, upper case, digits and other characters must occur. */
  classes: number;
  /** How many of the last passwords may not come back; the present one is always among them. */
  remembered: number;
  /** Null: a password is changed when there is a reason, not when a date comes. */
  changeAfterDays: number | null;
  source: Source;
};

const profiles: Record<PasswordProfileName, PasswordProfile> = {
  asvs: {
    name: "asvs",
    shortest: 12,
    classes: 0,
    remembered: 1,
    changeAfterDays: null,
    source: { title: "OWASP ASVS 5.0", article: "V6.2" },
  },
  dengbao: {
    name: "dengbao",
    shortest: 10,
    classes: 3,
    remembered: 5,
    changeAfterDays: 90,
    source: { title: "GB/T 22239-2019 信息安全技术 网络安全等级保护基本要求", article: "8.1.4.1 a)" },
  },
};

export const passwordProfile = (name: PasswordProfileName): PasswordProfile => profiles[name];

/** Whole sentences are welcome; only what would be a way to keep the server busy is not. */
export const LONGEST_PASSWORD = 256;
/** The same as UTF-16 units before normalising; what is longer is neither looked at nor hashed. */
export const LONGEST_TYPED = 4 * LONGEST_PASSWORD;

/** Words an attacker of this very site tries first. */
const PRODUCT_WORDS = ["chizheng", "持证"];

export type PasswordOwner = { loginName: string; displayName: string };

/** Refusals: "password.short", "password.long", "password.classes", "password.common", "password.context". */
export function mayUsePassword(password: string, owner: PasswordOwner, profile: PasswordProfile): Verdict {
  const { source, shortest, classes } = profile;
  // Nothing else is asked of what is far too long: looking through megabytes would keep everybody waiting.
  if (password.length > LONGEST_TYPED)
    return refuse(refusal("password.long", { longest: LONGEST_PASSWORD }, source));
  const typed = password.normalize("NFKC");
  const length = [...typed].length;
  const refusals: Refusal[] = [];
  if (length < shortest) refusals.push(refusal("password.short", { shortest }, source));
  if (length > LONGEST_PASSWORD)
    refusals.push(refusal("password.long", { longest: LONGEST_PASSWORD }, source));
  if (classesIn(typed) < classes) refusals.push(refusal("password.classes", { classes }, source));
  if (isCommon(typed)) refusals.push(refusal("password.common", {}, source));
  if (contextWords(owner).some((word) => typed.toLowerCase().includes(word)))
    refusals.push(refusal("password.context", {}, source));
  return verdictOf(refusals);
}

/** Whether a password set at that instant must be changed before anything else is done. */
export function isPasswordExpired(setAt: Date, now: Date, profile: PasswordProfile): boolean {
  const days = profile.changeAfterDays;
  return days !== null && now.getTime() - setAt.getTime() > days * 86_400_000;
}

/** A letter of a script without cases counts among the others: 汉字 are neither small nor capital. */
function classesIn(typed: string): number {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];
  return kinds.filter((kind) => kind.test(typed)).length;
}

/** On the list, a listed word with a year or a mark around it, one short piece over and over, or a run such as 3456789. */
function isCommon(typed: string): boolean {
  const small = typed.toLowerCase();
  const core = small.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  return (
    commonPasswords.has(small) ||
    (core.length > 0 && commonPasswords.has(core) && small.length - core.length <= 8) ||
    /^(.{1,4})\1{2,}.{0,3}$/su.test(small) ||
    isRun(small)
  );
}

/** Every character is the one after, or the one before, the last; 0 follows 9. */
function isRun(small: string): boolean {
  const codes = [...small].map((character) => character.codePointAt(0) ?? 0);
  const around = /^\d+$/.test(small) ? 10 : Number.POSITIVE_INFINITY;
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const all = (step: number) => steps.every((one) => one === step || one === step - Math.sign(step) * around);
  return codes.length > 3 && (all(1) || all(-1));
}

/** The unit in brackets behind a name is not the name. */
function contextWords({ loginName, displayName }: PasswordOwner): string[] {
  const name = displayName
    .replace(/[（(].*$/u, "")
    .trim()
    .toLowerCase();
  const words = [loginName.toLowerCase(), name].filter(
    (word) => [...word].length >= (/\p{Script=Han}/u.test(word) ? 2 : 4),
  );
  return [...words, ...PRODUCT_WORDS];
}
