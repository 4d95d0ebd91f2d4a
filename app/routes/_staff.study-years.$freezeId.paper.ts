import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileOfYear } from "~/casework/study-year-file-page.server";
import { yearPaper } from "~/casework/study-year-paper.server";

export const loader = (args: LoaderFunctionArgs) => fileOfYear(args, "application/pdf", yearPaper);
