"use client";

import { failureWords } from "@/components/shell/failure";
import { Folder } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";

type Props = { error: Error & { digest?: string } };

export default function RootError({ error }: Props) {
  const { title, lead } = failureWords(error.digest);
  return (
    <Folder title={title} lead={lead}>
      <Button size="lg" wide onClick={() => location.reload()}>
        Try again
      </Button>
    </Folder>
  );
}
