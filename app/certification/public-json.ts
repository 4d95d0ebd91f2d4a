/**
 * The public page for programs. In: what the page shows, where it stands, when it was read. Out: the same as plain data,
 * with the words of both languages. docs/verification.md is the contract.
 */
import { certificationText } from "~/text/certification";
import { fieldName } from "~/text/fields";
import { type Locale, locales } from "~/text/text";
import { verificationText } from "~/text/verification";
import type { PublicEntry } from "./public-entry";
import type { Layout } from "./register-entry";

export function publicJson(
  { entry, documents }: { entry: PublicEntry; documents: readonly { layout: Layout; sha256: string }[] },
  site: string,
  checkedAt: Date,
) {
  const { status, happened, field } = entry;
  const address = `${site}/v/${entry.token}`;
  return {
    schema: "chizheng-public-entry/1",
    verificationCode: entry.token,
    address,
    status: { code: status, ...worded((locale) => verificationText[locale].words[status]) },
    checkedAt: checkedAt.toISOString(),
    number: entry.number,
    holderName: entry.holderName,
    unitName: entry.unitName,
    field: { code: field, ...worded((locale) => fieldName(locale, field)) },
    validFromOn: entry.validFromOn,
    validToOn: entry.validToOn,
    issuer: entry.issuer,
    photo: entry.hasPhoto ? `${address}/photo` : null,
    happened: happened && {
      effectiveAt: happened.effectiveAt,
      ground: happened.ground && {
        code: happened.ground,
        ...worded(
          (locale) =>
            (
              ({
                ...certificationText[locale].grounds,
                ...verificationText[locale].happened.grounds,
              }) as Record<string, string>
            )[happened.ground!] ?? happened.ground!,
        ),
      },
      authority: happened.authority,
    },
    documents,
    credential: `${address}/credential`,
  };
}

const worded = (wordIn: (locale: Locale) => string) =>
  Object.fromEntries(locales.map((locale) => [locale, wordIn(locale)]));
