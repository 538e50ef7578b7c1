const secretName = /^(token|(access|id)[-_]?token|password|secret|api[-_]?key|authorization)$/i;

/** True for a parameter of a visit's URL whose value is not shown. */
export function isSecretParameter(name: string): boolean {
  return secretName.test(name);
}

/** The whole address, each character as it was sent, but for the values of secrets. */
export function maskedUrl(address: string): string {
  if (!URL.canParse(address)) return address;
  return address.replaceAll(/([?&])([^=&#]*)=([^&#]+)/g, (pair, mark: string, name: string) =>
    secretName.test(nameOf(name)) ? `${mark}${name}=hidden` : pair,
  );
}

/** The same value with every address in it masked. */
export function withMaskedUrls<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (_, inner) => (typeof inner === "string" ? maskedUrl(inner) : inner)),
  );
}

function nameOf(encoded: string): string {
  return [...new URLSearchParams(`${encoded}=`).keys()][0] ?? "";
}
