import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Folder } from "@/components/sign-in/folder";
import { ProviderButtons } from "@/components/sign-in/provider-buttons";
import { SignInTrouble } from "@/components/sign-in/sign-in-trouble";
import { env } from "@/lib/core/env";
import { interruptedPath, lastProvider } from "@/lib/http/auth";
import { signInProviders } from "@/lib/http/oauth-providers";
import { returnPath } from "@/lib/http/return-path";
import { getViewer, isSetUp } from "@/lib/http/session";
import { signInAction } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[]; error?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, error } = await searchParams;
  const path = error ? await interruptedPath() : returnPath([next].flat()[0]);
  if (!error && (await getViewer())) redirect(path);
  const providers = signInProviders();
  const isFirst = !(await isSetUp());
  return (
    <Folder
      title={isFirst ? "You will be the owner" : "Sign in to Dossier"}
      lead={
        isFirst
          ? "Nobody has set up this instance yet. Sign in, then enter its setup token."
          : new URL(env().appUrl).host
      }
      foot={path !== "/" && "After sign-in you return to the page you asked for."}
    >
      {error && <SignInTrouble error={String(error)} />}
      {providers.length > 0 ? (
        <ProviderButtons
          providers={providers}
          lastUsed={await lastProvider()}
          next={path}
          again={error !== undefined}
          signIn={signInAction}
        />
      ) : (
        <p className="text-text-secondary">
          No sign-in provider is set up. Whoever runs this instance sets AUTH_OIDC_ISSUER, AUTH_GOOGLE_ID or
          AUTH_GITHUB_ID with their secrets and starts it again.
        </p>
      )}
    </Folder>
  );
}
