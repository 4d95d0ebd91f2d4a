// Runs in a worker thread: a hash takes a tenth of a second that the event loop does not have.
import bcrypt from "bcryptjs";

/** @param {{ password: string, hash?: string, cost: number }} job */
export default ({ password, hash, cost }) =>
  hash === undefined ? bcrypt.hash(password, cost) : bcrypt.compare(password, hash);
