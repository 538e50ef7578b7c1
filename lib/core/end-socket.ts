import type { Duplex } from "node:stream";

/** Answers on a bare socket and lets go of it, also when the other side never closes its half. */
export function endSocket(socket: Duplex, status: string): void {
  socket.on("error", () => socket.destroy());
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy());
}
