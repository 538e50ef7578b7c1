const nowhere = "http://return-path.invalid";

/** A path on this origin to go to after sign-in; "/" for anything that could lead elsewhere. */
export function returnPath(asked: string | null | undefined): string {
  if (!asked || asked.length > 2000 || !/^\/(?![/\\])/.test(asked) || hasControls(asked)) return "/";
  if (!URL.canParse(asked, nowhere)) return "/";
  const url = new URL(asked, nowhere);
  const path = url.pathname + url.search + url.hash;
  const staysHere = url.origin === nowhere && !path.startsWith("//");
  return staysHere && !/^\/(sign-in|api)(\/|\?|#|$)/.test(path) ? path : "/";
}

/** The sign-in page that leads back to this path. */
export function signInPath(next: string): string {
  const path = returnPath(next);
  return path === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next: path })}`;
}

function hasControls(text: string): boolean {
  return [...text].some((letter) => letter < " " || letter === "\u007f");
}
