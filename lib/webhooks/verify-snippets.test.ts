import { execFileSync, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { verifySnippets } from "../events/verify-snippets";
import { newSigningSecret, sign } from "./signature";

const secret = newSigningSecret();
const body = JSON.stringify({ type: "note.created", data: { body: "Grüße 🌙 “quoted”" } });
const now = Math.floor(Date.now() / 1_000);

type Sent = { secret: string; headers: Record<string, string>; body: string };
function sent(
  change: Partial<{ secrets: string[]; timestamp: number; body: string; id: string }> = {},
): Sent {
  const { secrets = [secret], timestamp = now, id = "evt_1" } = change;
  const signature = sign({ id: "evt_1", timestamp, body }, secrets);
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signature,
  };
  return { secret, headers, body: change.body ?? body };
}

const unsigned: Sent = { secret, body, headers: {} };
const cases: [name: string, sent: Sent, isTrue: boolean][] = [
  ["what was sent", sent(), true],
  ["what a secret signed that is being replaced", sent({ secrets: [newSigningSecret(), secret] }), true],
  ["what was sent four minutes ago", sent({ timestamp: now - 240 }), true],
  ["what a clock ahead of ours sent", sent({ timestamp: now + 240 }), true],
  ["what was sent six minutes ago", sent({ timestamp: now - 360 }), false],
  ["what will be sent in six minutes", sent({ timestamp: now + 360 }), false],
  ["another body", sent({ body: `${body} ` }), false],
  ["another id", sent({ id: "evt_2" }), false],
  ["another's secret", sent({ secrets: [newSigningSecret()] }), false],
  ["nothing", unsigned, false],
  [
    "what anyone can sign where no secret was set",
    { ...sent({ secrets: ["whsec_"] }), secret: "whsec_" },
    false,
  ],
  ["a version that it does not know", relabelled("v2,"), false],
  ["a time that is none", { ...sent(), headers: { ...sent().headers, "webhook-timestamp": "soon" } }, false],
];

function relabelled(version: string): Sent {
  const one = sent();
  const signature = one.headers["webhook-signature"] ?? "";
  return { ...one, headers: { ...one.headers, "webhook-signature": signature.replace("v1,", version) } };
}

const folder = mkdtempSync(path.join(tmpdir(), "verify-"));
afterAll(() => rmSync(folder, { recursive: true }));

function codeOf(language: string): string {
  return verifySnippets.find((snippet) => snippet.language === language)?.code ?? "";
}

type Runner = {
  language: string;
  command: string;
  version: string;
  file: string;
  program: string;
  args?: string[];
};
const runners: Runner[] = [
  {
    language: "Node",
    command: process.execPath,
    version: "--version",
    file: "verify.mjs",
    program: `${codeOf("Node")}
import { readFileSync } from "node:fs";
for (const line of readFileSync(0, "utf8").split("\\n")) {
  const { secret, headers, body } = JSON.parse(line);
  try { verify(secret, headers, Buffer.from(body)); console.log("true"); } catch { console.log("false"); }
}`,
  },
  {
    language: "Python",
    command: "python3",
    version: "--version",
    file: "verify.py",
    program: `${codeOf("Python")}
import sys
for line in sys.stdin.buffer.read().decode().split("\\n"):
    one = json.loads(line)
    try:
        verify(one["secret"], one["headers"], one["body"].encode())
        print("true")
    except ValueError:
        print("false")
`,
  },
  {
    language: "PHP",
    command: "php",
    version: "--version",
    file: "verify.php",
    program: `${codeOf("PHP")}
foreach (explode("\\n", stream_get_contents(STDIN)) as $line) {
    $one = json_decode($line, true);
    try { verify($one['secret'], $one['headers'], $one['body']); echo "true\\n"; }
    catch (RuntimeException $refused) { echo "false\\n"; }
}`,
  },
  {
    language: "Go",
    command: "go",
    version: "version",
    file: "verify.go",
    args: ["run"],
    program: `${codeOf("Go").replace("package webhook", "package main").replace("import (", 'import (\n"bufio"\n"encoding/json"\n"fmt"\n"os"')}
func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var one struct { Secret, Body string; Headers map[string]string }
		json.Unmarshal(lines.Bytes(), &one)
		header := http.Header{}
		for name, value := range one.Headers { header.Set(name, value) }
		fmt.Println(Verify(one.Secret, header, []byte(one.Body)) == nil)
	}
}`,
  },
];

/** Node always; the others where their program is on the machine. */
const runnable = runners.filter(({ command, version }) => spawnSync(command, [version]).status === 0);

it.each(runnable)(
  "the snippet for $language accepts and refuses what it should",
  ({ command, args = [], file, program }) => {
    const at = path.join(folder, file);
    writeFileSync(at, program);
    const input = cases.map(([, one]) => JSON.stringify(one)).join("\n");
    const answers = execFileSync(command, [...args, at], { input, encoding: "utf8" })
      .trim()
      .split("\n");
    expect(cases.map(([name], place) => [name, answers[place]])).toEqual(
      cases.map(([name, , isTrue]) => [name, String(isTrue)]),
    );
  },
);

it("where a language is not at hand, its snippet signs the same text with the same key and compares it in constant time", () => {
  const marks = {
    Go: ['id + "." + timestamp + "."', "hmac.Equal", 'TrimPrefix(secret, "whsec_")', "5*time.Minute"],
    PHP: ['"$id.$timestamp.$rawBody"', "hash_equals", "^whsec_", "> 300", "hash_hmac('sha256'"],
  };
  for (const [language, texts] of Object.entries(marks))
    for (const text of texts) expect(codeOf(language), language).toContain(text);
  const { headers } = sent();
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(text).digest("base64")}`);
});
