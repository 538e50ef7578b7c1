const ownedByTheRequest =
  /^(host|connection|content-length|transfer-encoding|accept-encoding|te|trailer|upgrade|expect|keep-alive|via|forwarded|cookie2?|date|origin|referer|(proxy|sec|x-forwarded)-.*)$/i;
const name = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
const value = /^[\x20-\x7e]{0,2000}$/;

/** Whether a header that somebody wishes to send may be: plain text, and none that steers the connection itself. */
export function isSafeHeader([wishedName, wishedValue]: readonly [name: string, value: string]): boolean {
  return name.test(wishedName) && !ownedByTheRequest.test(wishedName) && value.test(wishedValue);
}
