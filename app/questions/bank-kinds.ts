/** What a bank is for: common legal knowledge, leading cadres, the special law of one field. */
export const BANK_KINDS = ["general", "leading-cadre", "special"] as const;
export type BankKind = (typeof BANK_KINDS)[number];
