import { Trouble } from "./folder";

const known: Record<string, { title: string; text: string }> = {
  AccessDenied: {
    title: "Your provider has not verified your email address.",
    text: "Verify it there, or sign in with another account.",
  },
  OAuthCallbackError: {
    title: "The provider did not sign you in.",
    text: "It was cancelled or refused there. Try again.",
  },
  forbidden: {
    title: "That click did not come from this page.",
    text: "Open the page again and try once more.",
  },
};

const other = {
  title: "Signing in did not work.",
  text: "Try again. If it stays so, whoever runs this instance finds the reason in its log.",
};

/** `error` is a code from the address bar: known ones are explained, nothing of it is shown as it is. */
export function SignInTrouble({ error }: { error: string }) {
  const { title, text } = Object.hasOwn(known, error) ? (known[error] ?? other) : other;
  return (
    <Trouble>
      <b className="font-semibold">{title}</b> {text}
    </Trouble>
  );
}
