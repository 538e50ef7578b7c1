"use client";

import { Folder } from "@/components/sign-in/folder";
import { ButtonLink } from "@/components/ui/button";

export default function NotFound() {
  return (
    <Folder
      title="There is nothing here"
      lead="The link may be old or mistyped, or it leads to a project that you are not in."
    >
      <ButtonLink href="/" size="lg" wide>
        Go to your projects
      </ButtonLink>
    </Folder>
  );
}
