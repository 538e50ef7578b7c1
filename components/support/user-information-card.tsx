import { providerNames } from "@/components/customers/provider-names";
import { CopyId } from "@/components/shell/copy-id";
import { Email } from "@/components/shell/email";
import { Fact, Facts } from "@/components/shell/facts";
import { SideCard } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import type { Customer } from "@/lib/customers/customer";
import type { UserInformation } from "@/lib/support/user-information";

export const userInformationLabels = [
  "User UUID",
  "External ID",
  "Third-party ID",
  "Email address",
  "Email aliases",
  "User agent",
  "IP address",
  "Created at",
];

/** A payer as payment support names them; agent and address are those of the last checkout. */
export async function UserInformationCard({
  customer,
  shownId,
  load,
}: {
  customer: Pick<Customer, "email" | "userId" | "createdAt">;
  shownId: string;
  load: () => Promise<UserInformation>;
}) {
  const { thirdParty, emailAliases, userAgent, ip } = await load();
  return (
    <SideCard title="User information">
      <Facts>
        <Fact label="User UUID">
          <CopyId value={shownId} label="User UUID" />
        </Fact>
        <Fact label="External ID">
          {customer.userId ? <CopyId value={customer.userId} label="External ID" short={false} /> : "Not set"}
        </Fact>
        <Fact label="Third-party ID">
          {thirdParty.length === 0
            ? "None"
            : thirdParty.map(({ provider, id }) => (
                <span key={`${provider} ${id}`} className="block">
                  <CopyId value={id} label={`${providerNames[provider]} ID`} />{" "}
                  <span className="text-xs text-text-muted">{providerNames[provider]}</span>
                </span>
              ))}
        </Fact>
        <Fact label="Email address">{customer.email ? <Email address={customer.email} /> : "Not given"}</Fact>
        <Fact label="Email aliases">
          {emailAliases.length === 0
            ? "None"
            : emailAliases.map((email) => (
                <span key={email} className="block">
                  <Email address={email} />
                </span>
              ))}
        </Fact>
        <Fact label="User agent" note={userAgent ? "at checkout" : undefined}>
          {userAgent ? <span className="mono text-xs">{userAgent}</span> : "No checkout told it"}
        </Fact>
        <Fact label="IP address" note={ip ? "at checkout" : undefined}>
          {ip ? <span className="mono">{ip}</span> : "No checkout told it"}
        </Fact>
        <Fact label="Created at">
          <Time value={customer.createdAt} format="full" />
        </Fact>
      </Facts>
    </SideCard>
  );
}
