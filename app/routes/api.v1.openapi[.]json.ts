import { env } from "~/env.server";
import { openApiDocument } from "~/positions/openapi";

/** The interface for other systems, for programs that write their own client. */
export const loader = () => Response.json(openApiDocument(env().publicUrl));
