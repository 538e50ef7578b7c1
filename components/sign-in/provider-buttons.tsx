import { buttonStyle } from "@/components/ui/button";
import { GitBranch } from "@/components/ui/icons";
import { Tag } from "@/components/ui/tag";

/** A plain form: signing in works without JavaScript up to the provider. */
export function ProviderButtons({
  providers,
  lastUsed,
  next,
  again,
  signIn,
}: {
  providers: { id: string; name: string }[];
  lastUsed: string | null;
  next: string;
  /** Another account may be chosen at the provider, since the last one was refused. */
  again: boolean;
  signIn: (form: FormData) => Promise<void>;
}) {
  const inOrder = [...providers].sort((a, b) => Number(b.id === lastUsed) - Number(a.id === lastUsed));
  return (
    <form action={signIn} className="grid gap-2">
      <input type="hidden" name="next" value={next} />
      {again && <input type="hidden" name="again" value="yes" />}
      {inOrder.map(({ id, name }) => (
        <button
          key={id}
          type="submit"
          name="provider"
          value={id}
          className={buttonStyle({ wide: true, className: "h-10 !justify-start gap-2.5 px-3" })}
        >
          <span
            aria-hidden
            className="grid size-5 place-items-center rounded-xs bg-active text-2xs font-semibold text-text-secondary"
          >
            {id === "github" ? <GitBranch className="size-3" /> : initials(name)}
          </span>
          <span className="truncate">{name}</span>
          {id === lastUsed && providers.length > 1 && (
            <span className="ms-auto">
              <Tag>Last used</Tag>
            </span>
          )}
        </button>
      ))}
    </form>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
}
