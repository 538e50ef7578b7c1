import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { systemClock } from "@/lib/core/clock";
import type { Command } from "@/lib/core/command";
import { authorizedProject, type Ctx } from "@/lib/core/ctx";
import { type Actor, type Permission, permissions, type Role, roles } from "@/lib/core/permissions";

/** Who may call what, written by hand. A command that is not here fails below. */
const declared: Record<string, Permission> = {
  "attributes.set": "customers:write",
  "blocked_id.add": "project:write",
  "blocked_id.remove": "project:write",
  "charge.decide": "billing:refund",
  "consent.record": "customers:write",
  "customer.add_alias": "customers:write",
  "customer.identify": "customers:merge",
  "customer.merge": "customers:merge",
  "customer.unmerge": "customers:merge",
  "customer.update": "customers:write",
  "dispute.close": "subscriptions:start",
  "dispute.open": "subscriptions:start",
  "duplicate.decide_again": "customers:merge",
  "duplicate.keep_apart": "customers:merge",
  "entitlement.archive": "catalogue:write",
  "entitlement.create": "catalogue:write",
  "entitlement.extend": "access:write",
  "entitlement.grant": "access:write",
  "entitlement.rename": "catalogue:write",
  "entitlement.revoke": "access:write",
  "entitlement.transfer": "access:write",
  "entitlement.unarchive": "catalogue:write",
  "erasure.cancel": "customers:erase",
  "erasure.request": "customers:erase",
  "export.download": "customers:export",
  "export.request": "customers:export",
  "integration.connect_paypal": "integrations:write",
  "integration.connect_stripe": "integrations:write",
  "integration.change_settings": "integrations:write",
  "integration.disconnect": "integrations:write",
  "integration.map_product": "integrations:write",
  "inbound_event.retry": "integrations:write",
  "inbound_reprocess.apply": "integrations:write",
  "inbound_reprocess.start": "integrations:write",
  "integration.pause": "integrations:write",
  "integration.remove_secret": "integrations:write",
  "integration.resume": "integrations:write",
  "integration.set_secret": "integrations:write",
  "integration.set_up": "integrations:write",
  "invitation.create": "members:write",
  "invitation.revoke": "members:write",
  "key.create": "keys:write",
  "key.revoke": "keys:write",
  "key.rotate": "keys:write",
  "key.set_allowed_origins": "keys:write",
  "member.change_role": "members:write",
  "member.remove": "members:write",
  "note.add": "notes:write",
  "note.delete": "notes:write",
  "note.edit": "notes:write",
  "note.pin": "notes:write",
  "note.restore": "notes:write",
  "note.unpin": "notes:write",
  "project.move_clock": "billing:operate",
  "project.pause_charging": "billing:operate",
  "offering.archive": "catalogue:write",
  "offering.create": "catalogue:write",
  "offering.make_current": "catalogue:write",
  "offering.override": "access:write",
  "offering.reset": "access:write",
  "offering.unarchive": "catalogue:write",
  "offering.update": "catalogue:write",
  "price_point.archive": "catalogue:write",
  "price_point.change": "catalogue:write",
  "price_point.create": "catalogue:write",
  "price_point.unarchive": "catalogue:write",
  "product.archive": "catalogue:write",
  "product.create": "catalogue:write",
  "product.unarchive": "catalogue:write",
  "product.update": "catalogue:write",
  "order.refund": "billing:refund",
  "project.rename": "project:write",
  "project.resume_charging": "billing:operate",
  "project.set_billing_rules": "billing:operate",
  "project.set_note_limits": "project:write",
  "subscription.replace_payment_method": "subscriptions:start",
  "subscription.start": "subscriptions:start",
  "subscription.cancel": "subscriptions:write",
  "subscription.charge": "subscriptions:write",
  "subscription.defer": "subscriptions:write",
  "subscription.discount": "subscriptions:write",
  "subscription.migrate": "subscriptions:write",
  "subscription.pause": "subscriptions:write",
  "subscription.resume": "subscriptions:write",
  "subscription.uncancel": "subscriptions:write",
  "subscription.unpark": "subscriptions:write",
  "tag.add": "customers:write",
  "tag.remove": "customers:write",
  "transaction.record": "subscriptions:start",
  "webhook_delivery.resend": "webhooks:send",
  "webhook_endpoint.add": "webhooks:write",
  "webhook_endpoint.change": "webhooks:write",
  "webhook_endpoint.delete": "webhooks:write",
  "webhook_endpoint.enable": "webhooks:write",
  "webhook_endpoint.pause": "webhooks:write",
  "webhook_endpoint.resume": "webhooks:write",
  "webhook_endpoint.rotate_secret": "webhooks:write",
  "webhook_endpoint.test": "webhooks:send",
  "webhook_replay.pause": "webhooks:send",
  "webhook_replay.recover": "webhooks:send",
  "webhook_replay.resume": "webhooks:send",
  "webhook_replay.start": "webhooks:send",
  "webhook_replay.stop": "webhooks:send",
};

/** Which roles hold each permission that a command asks for, written by hand. */
const holders: Partial<Record<Permission, Role[]>> = {
  "access:write": ["owner", "admin", "support"],
  "billing:operate": ["owner", "admin", "developer"],
  "webhooks:send": ["owner", "admin", "support", "developer"],
  "webhooks:write": ["owner", "admin", "developer"],
  "integrations:write": ["owner", "admin", "developer"],
  "catalogue:write": ["owner", "admin", "growth"],
  "billing:refund": ["owner", "admin", "support"],
  "customers:erase": ["owner", "admin", "support"],
  "customers:export": ["owner", "admin", "support"],
  "customers:merge": ["owner", "admin", "support"],
  "customers:write": ["owner", "admin", "support", "growth"],
  "keys:write": ["owner", "admin", "developer"],
  "members:write": ["owner", "admin"],
  "notes:write": ["owner", "admin", "support", "growth", "developer"],
  "project:write": ["owner", "admin"],
  "subscriptions:start": ["owner", "admin", "developer"],
  "subscriptions:write": ["owner", "admin", "support"],
};

type AnyCommand = Pick<Command<never, unknown>, "commandName" | "permission"> &
  ((ctx: Ctx, input: unknown) => Promise<unknown>);

const commands = await allCommands();

test("every command says here which permission it asks for", () => {
  expect(
    Object.fromEntries(commands.map(({ commandName, permission }) => [commandName, permission])),
  ).toEqual(declared);
});

for (const command of commands) {
  const allowed = holders[command.permission] ?? [];
  test(`${command.commandName} is for ${allowed.join(", ")}, and for keys with ${command.permission}`, async () => {
    const others = (Object.keys(permissions) as Permission[]).filter((each) => each !== command.permission);
    const outcome = (actor: Actor) => codeOf(command, actor);
    for (const role of roles)
      expect(await outcome({ kind: "user", userId: "u", role }), role).toBe(
        allowed.includes(role) ? "invalid" : "forbidden",
      );
    expect(await outcome({ kind: "api_key", keyId: "k", scopes: [command.permission] })).toBe("invalid");
    expect(await outcome({ kind: "api_key", keyId: "k", scopes: others })).toBe("forbidden");
    expect(await outcome({ kind: "visitor", profileId: "p" })).toBe("forbidden");
    expect(await outcome({ kind: "provider", provider: "stripe", integrationId: "i" })).toBe("forbidden");
  });
}

/** What a call without any input ends with: whoever may not call is refused before the input is looked at. */
async function codeOf(command: AnyCommand, actor: Actor): Promise<unknown> {
  const projectId = authorizedProject("00000000-0000-8000-8000-000000000000");
  return command({ projectId, actor, requestId: "test", clock: systemClock }, null).then(
    () => "done",
    (error) => error.code,
  );
}

async function allCommands(): Promise<AnyCommand[]> {
  const root = path.resolve(import.meta.dirname, "../lib");
  const files = readdirSync(root, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith("/commands.ts"));
  const modules = await Promise.all(
    files.map(async (file) => Object.values(await import(pathToFileURL(path.join(root, file)).href))),
  );
  return modules
    .flat()
    .filter((value): value is AnyCommand => typeof value === "function" && "permission" in value)
    .toSorted((a, b) => a.commandName.localeCompare(b.commandName));
}
