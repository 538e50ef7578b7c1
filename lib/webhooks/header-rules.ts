import { isOwnHeader } from "./headers";

/** Names by which receivers, caches and clouds take a request for something else than what it is. */
const misleading =
  /^(content-.*|cache-control|set-cookie|accept-.*|access-control-.*|svix-.*|x-amz-.*|x-goog-.*)$/i;

/** Why a header of this name is not sent; null when it is. */
export function headerNameTrouble(name: string): string | null {
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(name)) return "Use letters, digits, - and _ only, 100 at most";
  if (!isOwnHeader([name, "x"]) || misleading.test(name))
    return `${name} is set by us or by the connection. Choose another name`;
  return null;
}

/** The name under which FunnelFox sends a shared secret. */
export const usualSharedSecretHeader = "Fox-Secret-Key";
