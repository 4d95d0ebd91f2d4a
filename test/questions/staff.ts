import { inTransaction } from "~/db.server";
import { createUnit } from "~/organisation/organisation.server";

/** A district for roles to be held in. */
export const district = (): Promise<string> =>
  inTransaction((tx) =>
    createUnit(
      tx,
      {
        code: "district",
        name: "临湖区",
        shortName: "临湖区",
        kind: "jurisdiction",
        fromOn: "2015-01-01",
        parentId: null,
      },
      null,
      new Date(),
    ),
  );
