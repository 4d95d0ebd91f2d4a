import { redirect } from "@remix-run/node";

/**
 * For a page that only takes a form and is reached by its address alone: leads back to what offers the form. Once the form
 * was refused the framework asks the page again, on a GET that still carries the form's headers; only then is it shown.
 */
export function requirePosted(request: Request, back: string): void {
  if (request.headers.get("Content-Type") === null) throw redirect(back);
}
