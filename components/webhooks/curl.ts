/**
 * The request of an attempt for a terminal. The signature is not kept anywhere, so it is made anew there from a secret that
 * whoever runs it puts in; values of the endpoint's own headers are to be filled in too.
 */
export function curlOf({
  url,
  headers,
  body,
}: {
  url: string;
  headers: Record<string, string>;
  body: string;
}): string {
  const { "webhook-timestamp": _, ...kept } = headers;
  const id = headers["webhook-id"] ?? "";
  const lines = Object.entries(kept).map(
    ([name, value]) => `  -H ${quoted(`${name}: ${value === "hidden" ? "PUT_ITS_VALUE_HERE" : value}`)} \\`,
  );
  return [
    "SECRET='whsec_PUT_YOUR_SECRET_HERE'",
    `BODY=${quoted(body)}`,
    "AT=$(date +%s)",
    "KEY=$(printf %s \"$SECRET\" | cut -c7- | base64 -d | od -An -v -tx1 | tr -d ' \\n')",
    `SIGNATURE=$(printf %s ${quoted(id)}".$AT.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)`,
    `curl -i ${quoted(url)} \\`,
    ...lines,
    '  -H "webhook-timestamp: $AT" \\',
    '  -H "webhook-signature: v1,$SIGNATURE" \\',
    '  --data-binary "$BODY"',
  ].join("\n");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
