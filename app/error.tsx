"use client";

import { failureWords } from "@/components/shell/failure";
import { useRecovery } from "@/components/shell/recovery";
import { FolderCard } from "@/components/sign-in/folder-card";
import { Button } from "@/components/ui/button";

type Props = { error: Error & { digest?: string } };

export default function RootError({ error }: Props) {
  const { title, lead } = failureWords(error.digest);
  useRecovery(error.digest === "unavailable", reload);
  return (
    <FolderCard title={title} lead={lead}>
      <Button size="lg" wide onClick={reload}>
        Try again
      </Button>
    </FolderCard>
  );
}

function reload(): void {
  location.reload();
}
