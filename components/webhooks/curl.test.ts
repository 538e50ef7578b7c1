import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { curlOf } from "./curl";

test("what is copied sends the same body, signed by the secret that is put in, and runs nothing of it", async () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  const body = `{"name":"O'Brien $(touch /tmp/never) \`id\` \\" é"}`;
  const received: { headers: Record<string, string>; body: string }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      // Node joins each header that comes once.
      const headers = request.headers as Record<string, string>;
      received.push({ headers, body: Buffer.concat(parts).toString() });
      response.end("ok");
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  const script = curlOf({
    url: `http://127.0.0.1:${port}/hooks?a='b'`,
    headers: {
      "content-type": "application/json",
      "webhook-id": "evt_1",
      "webhook-timestamp": "1",
      "x-own": "hidden",
    },
    body,
  });
  expect(script).not.toContain(secret);
  const run = spawn("sh", ["-c", script.replace("whsec_PUT_YOUR_SECRET_HERE", secret)], { stdio: "ignore" });
  await new Promise((done) => run.on("close", done));
  server.close();
  const [got] = received;
  expect(got?.body).toBe(body);
  expect(got?.headers["x-own"]).toBe("PUT_ITS_VALUE_HERE");
  expect(new Webhook(secret).verify(got?.body ?? "", got?.headers ?? {})).toEqual(JSON.parse(body));
});
