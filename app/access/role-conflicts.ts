/**
 * Which roles one person may not hold together. In: roles held and the one wanted. Out: every conflict, with its source.
 * What depends on posts (a legal reviewer who enforces) is casework's, because access knows no posts.
 */
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";
import type { Role } from "./permissions";

/** 三员: each looks after what the other two do. */
const ADMINISTRATORS: readonly Role[] = [
  "system-administrator",
  "security-administrator",
  "audit-administrator",
];

const BASIC = "GB/T 22239-2019 信息安全技术 网络安全等级保护基本要求";
const SEPARATION: Source = { title: BASIC, article: "8.1.4.2 d)" };
const FULL_TIME: Source = { title: BASIC, article: "8.1.7.2 b)" };

const isAdministrator = (role: Role) => ADMINISTRATORS.includes(role);

/** Refusals: "role.administrators-apart" and "role.administrator-in-business", one for each role in the way. */
export function mayHoldTogether(held: readonly Role[], wanted: Role): Verdict {
  const others = [...new Set(held)].filter((role) => role !== wanted);
  const refusals: Refusal[] = others.flatMap((role) => {
    if (isAdministrator(role) && isAdministrator(wanted))
      return [refusal("role.administrators-apart", { held: role, wanted }, SEPARATION)];
    if (isAdministrator(role) !== isAdministrator(wanted)) {
      const isSecurity = [role, wanted].includes("security-administrator");
      const source = isSecurity ? FULL_TIME : SEPARATION;
      return [refusal("role.administrator-in-business", { held: role, wanted }, source)];
    }
    return [];
  });
  return verdictOf(refusals);
}
