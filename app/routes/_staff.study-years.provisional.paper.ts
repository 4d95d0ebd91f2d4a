import type { LoaderFunctionArgs } from "@remix-run/node";
import { provisionalFile } from "~/casework/study-year-file-page.server";
import { yearPaper } from "~/casework/study-year-paper.server";

export const loader = (args: LoaderFunctionArgs) => provisionalFile(args, "application/pdf", yearPaper);
