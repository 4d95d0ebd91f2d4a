import { createAccount, grantRole } from "../app/access/accounts.server.ts";
import { issueActivation } from "../app/access/activation.server.ts";
import type { Role } from "../app/access/permissions.ts";
import { chinaDateOf } from "../app/calendar.ts";
import { inTransaction, prisma } from "../app/db.server.ts";
import { createUnit } from "../app/organisation/organisation.server.ts";
import { loadBanksInto } from "../app/questions/question-banks.server.ts";
import { assignPack, loadPacks } from "../app/rulebook/packs.server.ts";

/** What a new installation is told about its place: names as they are to be printed. */
export type Founding = {
  /** Letters, digits and hyphens; stands in addresses for ever. */
  code: string;
  jurisdiction: string;
  legalAffairsOffice: string;
  personnelDepartment: string;
  /** The rule pack the whole tree follows until a unit is given its own. */
  packCode: string;
};

export type FirstAccount = { loginName: string; code: string; role: Role };

/**
 * Makes an empty installation usable: the jurisdiction, its two offices, the rule packs and question banks, the three
 * administrators and one account for each office, each to be opened with an activation code. Answers the codes, which can
 * be read nowhere else; null, having done nothing, when there is a jurisdiction already. Nobody is there to propose and
 * approve the first roles: founding grants them itself.
 */
export async function found(founding: Founding, now: Date): Promise<FirstAccount[] | null> {
  if ((await prisma.unit.count()) > 0) return null;
  const planned: {
    loginName: string;
    role: Role;
    at: "jurisdiction" | "office" | "department";
    name: string;
  }[] = [
    {
      loginName: "system-administrator",
      role: "system-administrator",
      at: "jurisdiction",
      name: "系统管理员",
    },
    {
      loginName: "security-administrator",
      role: "security-administrator",
      at: "jurisdiction",
      name: "安全管理员",
    },
    { loginName: "audit-administrator", role: "audit-administrator", at: "jurisdiction", name: "审计管理员" },
    {
      loginName: "legal-affairs",
      role: "legal-affairs",
      at: "jurisdiction",
      name: founding.legalAffairsOffice,
    },
    {
      loginName: "personnel-1",
      role: "personnel-department",
      at: "jurisdiction",
      name: founding.personnelDepartment,
    },
    {
      loginName: "personnel-2",
      role: "personnel-department",
      at: "jurisdiction",
      name: founding.personnelDepartment,
    },
  ];
  return inTransaction(async (tx) => {
    const fromOn = chinaDateOf(now);
    await loadPacks(tx, null, now);
    await loadBanksInto(tx, null, now);
    const unit = (
      code: string,
      parentId: string | null,
      name: string,
      kind: Parameters<typeof createUnit>[1]["kind"],
    ) => createUnit(tx, { code, parentId, name, shortName: name, kind, fromOn }, null, now);
    const root = await unit(founding.code, null, founding.jurisdiction, "jurisdiction");
    await unit(`${founding.code}-justice`, root, founding.legalAffairsOffice, "legal-affairs-office");
    await unit(`${founding.code}-personnel`, root, founding.personnelDepartment, "personnel-department");
    await assignPack(tx, { unitId: root, packCode: founding.packCode, fromOn }, null, now);
    const accounts: FirstAccount[] = [];
    for (const { loginName, name, role } of planned) {
      const account = { loginName, displayName: name, personId: null };
      const accountId = await createAccount(tx, account, null, now);
      await grantRole(tx, { accountId, role, unitId: root }, null, now);
      const { code } = await issueActivation(tx, { accountId }, null, now);
      accounts.push({ loginName, code, role });
    }
    return accounts;
  });
}
