// The same races as in every run, many more times.
process.env.RACE_ROUNDS = "300";
await import("../positions/assignments.test");
