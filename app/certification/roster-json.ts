/** The public roster for programs. In: rows as read, the address of this installation, an instant. Out: what is sent. */
import type { RosterBody, RosterRow } from "./roster.server";

/** Officers that one answer holds. */
export const ROSTER_JSON_PAGE = 500;

export const ROSTER_HEADERS = { "Cache-Control": "no-store", "Access-Control-Allow-Origin": "*" };

export function rosterJson(
  { rows, hasNext }: { rows: readonly RosterRow[]; hasNext: boolean },
  address: string,
  at: Date,
) {
  return {
    schema: "chizheng-roster/1",
    asOf: at.toISOString(),
    officers: rows.map(
      ({ token, number, holderName, unitCode, unitName, field, validFromOn, validToOn }) => ({
        ...{ number, holderName, body: { code: unitCode, name: unitName }, field, validFromOn, validToOn },
        ...{ verificationCode: token, address: `${address}/v/${token}` },
      }),
    ),
    /** To be sent as `after`; null: that was all. */
    next: hasNext ? rows.at(-1)!.token : null,
  };
}

export const bodiesJson = (bodies: readonly RosterBody[], at: Date) => ({
  schema: "chizheng-roster-bodies/1",
  asOf: at.toISOString(),
  bodies: bodies.map(({ code, name, basis, fields, publishedOn }) => ({
    code,
    name,
    basis,
    fields,
    publishedOn,
  })),
});
