import { isSafeHeader } from "../core/safe-header";

const ours = /^(content-type|content-encoding|user-agent|accept|webhook-.*)$/i;

/** Whether an endpoint may be sent this header beside ours. */
export function isOwnHeader([name, value]: readonly [name: string, value: string]): boolean {
  return isSafeHeader([name, value]) && !ours.test(name);
}
