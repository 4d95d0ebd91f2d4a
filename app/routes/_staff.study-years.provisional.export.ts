import type { LoaderFunctionArgs } from "@remix-run/node";
import { provisionalFile } from "~/casework/study-year-file-page.server";
import { yearWorkbook } from "~/casework/study-year-files.server";
import { XLSX } from "~/spreadsheet.server";

export const loader = (args: LoaderFunctionArgs) => provisionalFile(args, XLSX, yearWorkbook);
