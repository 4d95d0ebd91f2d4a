import { grantRole } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { openSession } from "~/access/session.server";
import { inTransaction } from "~/db.server";

export type Answer = { status: number; body: unknown; location: string | null };

/** The cookie of a new session of this account, with a role for a unit if one is named. */
export async function signedIn(accountId: string, role?: Role, unitId?: string): Promise<string> {
  const now = new Date();
  const header = await inTransaction(async (tx) => {
    if (role && unitId) await grantRole(tx, { accountId, role, unitId }, null, now);
    return openSession(tx, { id: accountId }, "test", now);
  });
  return header.split(";")[0]!;
}

/** Calls a route as the server would, and answers what a browser would see of it. */
export async function call(
  handler: (args: never) => Promise<unknown>,
  cookie: string,
  path: string,
  params: Record<string, string> = {},
  body?: FormData,
): Promise<Answer> {
  const request = new Request(`http://localhost${path}`, {
    headers: new Headers({ Cookie: cookie }),
    ...(body ? { method: "POST", body } : {}),
  });
  try {
    const found = (await handler({ request, params, context: {} } as never)) as {
      data?: unknown;
      init?: { status?: number };
      type?: string;
    };
    const wrapped = found?.type === "DataWithResponseInit";
    return {
      status: (wrapped && found.init?.status) || 200,
      body: wrapped ? found.data : found,
      location: null,
    };
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    return { status: thrown.status, body: null, location: thrown.headers.get("Location") };
  }
}

export function formOf(values: Record<string, string | string[]>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values))
    for (const one of [value].flat()) form.append(name, one);
  return form;
}
