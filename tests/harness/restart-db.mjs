/* Restarts the database of a portal and waits until it answers: node restart-db.mjs VAR. For the C tests. */
import { Stack } from "./stack.mjs";

await new Stack({ url: "http://127.0.0.1", varDir: process.argv[2] }).restartDb();
