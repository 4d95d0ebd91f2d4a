import { createContext, useContext } from "react";

/** The nonce of this response, for <Scripts nonce>, <ScrollRestoration nonce> and inline scripts. Empty in the browser. */
export const NonceContext = createContext("");

export function useNonce(): string {
  return useContext(NonceContext);
}
