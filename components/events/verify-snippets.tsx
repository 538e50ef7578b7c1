import { CodeBlock } from "@/components/install/code-block";
import type { VerifySnippet } from "@/lib/events/verify-snippets";

/** How a receiver checks what it is sent, by language; one is open at a time. */
export function VerifySnippets({ snippets }: { snippets: readonly VerifySnippet[] }) {
  return (
    <div className="overflow-hidden rounded-lg border border-border">
      {snippets.map(({ language, needs, code }, index) => (
        <details
          key={language}
          name="verify-language"
          open={index === 0}
          className="group border-border-subtle [&+&]:border-t"
        >
          <summary className="flex min-h-9 items-center gap-2 px-3 -outline-offset-2 hover:bg-hover">
            <span aria-hidden className="text-text-muted transition-transform group-open:rotate-90">
              ›
            </span>
            <span className="font-medium">{language}</span>
          </summary>
          <div className="grid gap-2 px-3 pb-3">
            <p className="text-text-secondary">{needs}</p>
            <CodeBlock label={`${language} code`} code={code} />
          </div>
        </details>
      ))}
    </div>
  );
}
