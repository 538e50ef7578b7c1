export type VerifySnippet = { language: "Node" | "Python" | "Go" | "PHP"; needs: string; code: string };

/**
 * How a receiver checks a delivery with nothing but its language's own library. Each takes the raw body, refuses times that
 * are over five minutes off, and any of several signatures will do: there are two while a secret is exchanged.
 */
export const verifySnippets: VerifySnippet[] = [
  {
    language: "Node",
    needs: "Node 18 or newer. Give it the body as it came, before anything parses it.",
    code: `import { createHmac, timingSafeEqual } from "node:crypto";

export function verify(secret, headers, rawBody) {
  const id = headers["webhook-id"] ?? "";
  const timestamp = headers["webhook-timestamp"] ?? "";
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!/^\\d+$/.test(timestamp) || age > 300) throw new Error("webhook: too old");
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  if (key.length === 0) throw new Error("webhook: no secret");
  const mac = createHmac("sha256", key).update(\`\${id}.\${timestamp}.\`).update(rawBody).digest();
  const ok = (headers["webhook-signature"] ?? "").split(" ").some((part) => {
    const [version, signature = ""] = part.split(",");
    const given = Buffer.from(signature, "base64");
    return version === "v1" && given.length === mac.length && timingSafeEqual(given, mac);
  });
  if (!ok) throw new Error("webhook: wrong signature");
  return JSON.parse(rawBody);
}`,
  },
  {
    language: "Python",
    needs: "Python 3.8 or newer. headers with names in lower case; raw_body as bytes.",
    code: `import base64, hashlib, hmac, json, time

def verify(secret, headers, raw_body):
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not (timestamp.isascii() and timestamp.isdigit()) or abs(time.time() - int(timestamp)) > 300:
        raise ValueError("webhook: too old")
    key = base64.b64decode(secret.split("_")[-1])
    if not key:
        raise ValueError("webhook: no secret")
    signed = f"{message_id}.{timestamp}.".encode() + raw_body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    for part in headers.get("webhook-signature", "").split(" "):
        version, _, signature = part.partition(",")
        if version == "v1" and hmac.compare_digest(signature.encode(), expected):
            return json.loads(raw_body)
    raise ValueError("webhook: wrong signature")`,
  },
  {
    language: "Go",
    needs: "Go 1.18 or newer. Read the whole body before you decode it.",
    code: `package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

func Verify(secret string, header http.Header, rawBody []byte) error {
	id, timestamp := header.Get("webhook-id"), header.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	age := time.Since(time.Unix(seconds, 0))
	if err != nil || age > 5*time.Minute || age < -5*time.Minute {
		return errors.New("webhook: too old")
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || len(key) == 0 {
		return errors.New("webhook: no secret")
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(rawBody)
	expected := mac.Sum(nil)
	for _, part := range strings.Split(header.Get("webhook-signature"), " ") {
		version, signature, _ := strings.Cut(part, ",")
		given, err := base64.StdEncoding.DecodeString(signature)
		if err == nil && version == "v1" && hmac.Equal(given, expected) {
			return nil
		}
	}
	return errors.New("webhook: wrong signature")
}`,
  },
  {
    language: "PHP",
    needs: "PHP 7.4 or newer. $headers with names in lower case; $rawBody from php://input.",
    code: `<?php
function verify(string $secret, array $headers, string $rawBody): array {
    $id = $headers['webhook-id'] ?? '';
    $timestamp = $headers['webhook-timestamp'] ?? '';
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        throw new RuntimeException('webhook: too old');
    }
    $key = base64_decode(preg_replace('/^whsec_/', '', $secret), true);
    if (!$key) {
        throw new RuntimeException('webhook: no secret');
    }
    $expected = base64_encode(hash_hmac('sha256', "$id.$timestamp.$rawBody", $key, true));
    foreach (explode(' ', $headers['webhook-signature'] ?? '') as $part) {
        [$version, $signature] = array_pad(explode(',', $part, 2), 2, '');
        if ($version === 'v1' && hash_equals($expected, $signature)) {
            return json_decode($rawBody, true, 512, JSON_THROW_ON_ERROR);
        }
    }
    throw new RuntimeException('webhook: wrong signature');
}`,
  },
];
