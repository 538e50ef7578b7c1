import { measureBoot } from "@/lib/processes/boot-bench";
import { runOnce } from "@/lib/processes/program";

// npm run bench -- boot: from `npm start` to the first answer, and the memory of each process at rest.
await runOnce("bench", async () => {
  const figures = await measureBoot({ environment: process.env, runs: 3 });
  process.stdout.write(`${JSON.stringify({ bench: "boot", ...figures })}\n`);
});
