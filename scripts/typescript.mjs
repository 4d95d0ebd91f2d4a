import { register } from "tsx/esm/api";

/** Imports a TypeScript module into this process. Loaded only once the dependencies are there. */
export default function importTypeScript(specifier) {
  register();
  return import(new URL(specifier, import.meta.url).href);
}
