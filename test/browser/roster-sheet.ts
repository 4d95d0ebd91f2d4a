import writeSheet from "write-excel-file/node";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { ROSTER_COLUMNS } from "~/personnel/roster-columns";
import { identityNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { UNITS } from "../../prisma/demo/units";

/**
 * The roster of a bureau as its personnel officer keeps it: thirty who may be certified, two contract workers, one
 * full-time legal officer, and one whose identity number was mistyped. Nobody on it exists.
 */

const t = personnelText["zh-CN"];
const identities = identityNames["zh-CN"];
const FAMILY = [..."钱孙柴窦章云苏潘葛奚范彭鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉"];
/** No demo birth date is a thirtieth, so that these people meet nobody who is there already. */
const BORN_ON = "1991-01-30";

export const candidates = FAMILY.map((family) => `${family}守信`);
export const contractWorkers = ["岑守信", "薛守信"];
export const legalOfficer = "雷守信";
export const mistyped = "贺守信";
/** As the spreadsheet counts: the header is row 1. */
export const mistypedRow = candidates.length + contractWorkers.length + 3;

export function rosterSheet(): Promise<Buffer> {
  const numberOf = (index: number) => fictitiousIdentityNumber(index, BORN_ON, "female");
  let made = 0;
  const row = (name: string, rest: { identity?: string; legalDuty?: string; number?: string } = {}) => {
    made += 1;
    const cells = {
      name,
      identityNumber: rest.number ?? numberOf(made),
      unit: UNITS.urban.name,
      identity: rest.identity ?? identities["civil-servant"],
      startedOn: "2019-07-01",
      title: "四级主办",
      status: "",
      category: t.categories.enforcement,
      legalDuty: rest.legalDuty ?? "",
    };
    return ROSTER_COLUMNS.map((column) => cells[column]);
  };
  return writeSheet([
    ROSTER_COLUMNS.map((column) => t.columns[column]),
    ...candidates.map((name) => row(name)),
    row(contractWorkers[0]!, { identity: identities.contract }),
    row(contractWorkers[1]!, { identity: identities.dispatched }),
    row(legalOfficer, { legalDuty: `${t.fullTime.yes}${t.duties["legal-affairs"]}` }),
    row(mistyped, { number: withWrongCheckDigit(numberOf(499)) }),
  ]).toBuffer();
}

function withWrongCheckDigit(number: string): string {
  const last = number.at(-1) === "X" ? "0" : "X";
  return number.slice(0, -1) + last;
}
