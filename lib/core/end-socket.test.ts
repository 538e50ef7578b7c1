import net, { type AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { endSocket } from "./end-socket";

it("answers and lets go of a socket whose other side never ends its half", async () => {
  const server = net.createServer({ allowHalfOpen: true });
  const closed = new Promise<void>((resolve) =>
    server.on("connection", (socket) => {
      socket.on("close", () => resolve());
      endSocket(socket, "400 Bad Request");
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a server that listens on a port has one
  const client = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const answer = new Promise<string>((resolve) => client.once("data", (data) => resolve(String(data))));
  expect(await answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\nconnection: close/);
  await closed;
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

it("destroys what cannot be written any more", () => {
  const socket = new net.Socket({ writable: false });
  endSocket(socket, "400 Bad Request");
  expect(socket.destroyed).toBe(true);
});
