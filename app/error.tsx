"use client";

import { failureWords } from "@/components/shell/failure";
import { useRecovery } from "@/components/shell/recovery";
import { Folder } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";

type Props = { error: Error & { digest?: string } };

export default function RootError({ error }: Props) {
  const { title, lead } = failureWords(error.digest);
  useRecovery(error.digest === "unavailable", reload);
  return (
    <Folder title={title} lead={lead}>
      <Button size="lg" wide onClick={reload}>
        Try again
      </Button>
    </Folder>
  );
}

function reload(): void {
  location.reload();
}
