/** An address as typed by somebody: isolated from the text around it, broken before the @ where it must wrap. */
export function Email({ address }: { address: string }) {
  const at = address.lastIndexOf("@");
  return (
    <bdi title={address}>
      {at > 0 ? address.slice(0, at) : address}
      {at > 0 && <wbr />}
      {at > 0 && address.slice(at)}
    </bdi>
  );
}
